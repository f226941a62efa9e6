package org.presencehub.development;

import com.nimbusds.jose.JWSObject;
import java.text.ParseException;
import java.util.Objects;
import org.presencehub.auth.AccessToken;
import org.presencehub.auth.TokenRefusedException;
import org.presencehub.auth.TokenVerifier;

/** Asks the one verifier that a token's key id points to, so that a refusal says what is wrong with it there. Thread-safe. */
final class DevelopmentVerifier implements TokenVerifier {
    private final TokenVerifier development;
    private final TokenVerifier configured;

    DevelopmentVerifier(TokenVerifier development, TokenVerifier configured) {
        this.development = development;
        this.configured = configured;
    }

    /** Tokens of an earlier development issuer, gone with its server, come to ours and are refused for their key id. */
    @Override
    public AccessToken verify(String token) throws TokenRefusedException {
        return keyId(token).startsWith(DevelopmentIssuer.NAME) ? development.verify(token) : configured.verify(token);
    }

    /** {@return the key id that the token names, or nothing where it is none: then the other verifier says what is wrong with it} */
    private static String keyId(String token) {
        try {
            return Objects.requireNonNullElse(JWSObject.parse(token).getHeader().getKeyID(), "");
        } catch (ParseException | RuntimeException e) { // of hostile text, parsers throw more than they promise
            return "";
        }
    }

    /** The development key is always there, so only configured keys that are still missing count. */
    @Override
    public boolean ready() {
        return configured.ready() || !configured.configured();
    }

    @Override
    public void refresh() {
        configured.refresh();
    }
}
