package org.presencehub.auth;

import org.presencehub.config.Settings;

/**
 * Which tokens are accepted. Immutable.
 *
 * @param keys what tokens are verified with
 * @param claims what a token must say
 */
public record AuthOptions(KeyOptions keys, ClaimOptions claims) {
    /** Without a key, so that every token is refused. */
    public static final AuthOptions DEFAULTS = new AuthOptions(KeyOptions.DEFAULTS, ClaimOptions.DEFAULTS);

    /** {@return what the settings say} */
    public static AuthOptions from(Settings settings) {
        return new AuthOptions(KeyOptions.from(settings), ClaimOptions.from(settings));
    }

    public AuthOptions withKeys(KeyOptions other) {
        return new AuthOptions(other, claims);
    }

    public AuthOptions withClaims(ClaimOptions other) {
        return new AuthOptions(keys, other);
    }

    /** As the log has it. */
    @Override
    public String toString() {
        return "AuthOptions[" + keys + ", " + claims + "]";
    }
}
