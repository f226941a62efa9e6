package org.presencehub.auth;

/**
 * Says why a token was refused, in one sentence for the log and one for the peer. Immutable.
 *
 * <p>Neither sentence holds the token; claim values in it are quoted, cut and on one line.
 */
public final class TokenRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a token was refused. */
    public enum Reason {
        /** No key is configured to verify with. */
        NOT_CONFIGURED("No key to verify tokens with is configured"),
        /** The keys could not be read yet. */
        KEYS_UNREACHABLE("The keys to verify tokens with are not available yet"),
        /** Longer than any token we look at. */
        TOO_LONG("The token is too long"),
        /** Not a signed JWT, or one whose parts are not what they should be. */
        MALFORMED("The token is not a signed JWT"),
        /** Unsigned, or signed in a way that no configured key allows. */
        ALGORITHM("The algorithm of the token is not accepted"),
        /** Signed by a key that is not ours. */
        UNKNOWN_KEY("The key of the token is not known"),
        /** Not signed by the key it names. */
        SIGNATURE("The signature of the token does not match"),
        /** Has no end, or it is over. */
        EXPIRED("The token has expired or never does"),
        /** Issued too long ago, or nobody knows when. */
        AGE("The token was issued too long ago or does not say when"),
        /** Not begun. */
        NOT_YET_VALID("The token is not valid yet"),
        /** Made by somebody else. */
        ISSUER("The issuer of the token is not accepted"),
        /** Made for somebody else. */
        AUDIENCE("The audience of the token is not accepted"),
        /** Names no user. */
        USER("The token names no user");

        private final String description;

        Reason(String description) {
            this.description = description;
        }
    }

    private final Reason reason;
    private final String message;

    /** @param message the sentence for the log */
    TokenRefusedException(Reason reason, String message) {
        // A refusal is an answer, not an accident: without a stack trace it costs a bad peer more than us.
        super(message, null, false, false);
        this.reason = reason;
        this.message = message;
    }

    public Reason reason() {
        return reason;
    }

    /** The sentence for the log: what is wrong, and which configuration key decides about it. */
    @Override
    public String getMessage() {
        return message;
    }

    /** The {@code error} of {@code WWW-Authenticate: Bearer} (RFC 6750 §3.1). */
    public String error() {
        return "invalid_token";
    }

    /** The {@code error_description} beside it: ASCII without quotes, and nothing of what the token holds. */
    public String errorDescription() {
        return reason.description;
    }
}
