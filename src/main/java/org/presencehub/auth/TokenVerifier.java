package org.presencehub.auth;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides whom an access token speaks for. Implementations are thread-safe.
 *
 * <p><b>Who waits.</b> With a secret or a key given in the text of the configuration nothing ever blocks. With a location,
 * {@link #refresh} reads it, and so does {@link #verify} when a read is due and nobody else is at it: no key yet, an unknown
 * key id, keys older than five minutes. Such a read takes at most {@value KeyLocation#READ_SECONDS} seconds, is made at most
 * once in ten seconds however many unknown key ids arrive, and backs off to once a minute while it fails. A few callers with
 * an unknown key id wait for the read in progress, all others go on with the keys at hand. So call {@code verify} on threads
 * that may block, and let a scheduler call {@code refresh}: then callers find the keys ready.
 */
public interface TokenVerifier {
    /**
     * Makes the verifier that the options ask for: by key, by location, by secret, or one that refuses every token.
     *
     * @throws IllegalArgumentException if a key is not usable or a file is missing; a URL may be unreachable for now
     */
    static TokenVerifier of(AuthOptions options) {
        return of(options, InstantSource.system());
    }

    /** The same with a clock of the caller's choice. */
    static TokenVerifier of(AuthOptions options, InstantSource clock) {
        return Keys.of(options.keys(), clock)
                .<TokenVerifier>map(keys -> new SignedTokenVerifier(keys, new ClaimRules(options.claims(), clock)))
                .orElseGet(UnconfiguredVerifier::new);
    }

    /**
     * Makes a verifier of the tokens that one key signs, which stands in no configuration.
     *
     * @param source what refusals call this key, for the log
     * @param rules what the tokens must say
     */
    static TokenVerifier of(String source, String keyId, PublicKey key, ClaimOptions rules, InstantSource clock) {
        try {
            KeySet keys = new KeySet(List.of(VerificationKey.of(Optional.of(keyId), key)), List.of());
            return new SignedTokenVerifier(new FixedKeys(source, keys), new ClaimRules(rules, clock));
        } catch (UnusableKeyException e) {
            throw new IllegalArgumentException("The key of the " + source + " is not usable: " + e.getMessage(), e);
        }
    }

    /**
     * Answers whom the token speaks for.
     *
     * @param token the compact form, without {@code Bearer}
     */
    AccessToken verify(String token) throws TokenRefusedException;

    /** Whether there are keys to verify with; false while none is configured or its URL was never reached. */
    boolean ready();

    /** Whether the configuration names keys at all. */
    default boolean configured() {
        return true;
    }

    /** Reads the keys again if that is due. May block; never throws: failures are logged and tried again later. */
    default void refresh() {}
}
