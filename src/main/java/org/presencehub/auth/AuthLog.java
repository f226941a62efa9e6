package org.presencehub.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package tells the log: how it fares with its keys. Refusals are told by whoever asked. Stateless. */
final class AuthLog {
    private static final Logger LOG = System.getLogger("org.presencehub.auth");

    private AuthLog() {}

    static void configured(AuthOptions options) {
        LOG.log(Level.INFO, "Tokens: {0}", options);
        if (options.keys().isSet() && options.claims().acceptsAnybodys()) {
            LOG.log(
                    Level.WARNING,
                    "Neither {0} nor {1} is set: every token that {2} verifies is accepted, also one that was issued for another"
                            + " application, whose users and roles then count here. Say which issuer and which audience a token must have.",
                    ClaimOptions.ISSUER,
                    ClaimOptions.AUDIENCES,
                    options.keys());
        }
    }

    static void keysRead(KeyLocation location, KeySet keys) {
        LOG.log(Level.INFO, () -> "Tokens are verified with " + keys + " from " + location);
    }

    static void keysUnreachable(KeyLocation location, Reading last) {
        LOG.log(
                Level.WARNING,
                () -> "Keys unreachable: " + location + ": " + last.failure() + "; "
                        + (last.keys().isPresent() ? "the last ones stay in use" : "all tokens are refused")
                        + ", next try in " + last.backoff().toSeconds() + " s (" + KeyOptions.PUBLIC_KEY_LOCATION
                        + ")");
    }

    static void refreshFailed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "Whether keys have to be read could not be found out; it is tried again in a second.",
                cause);
    }
}
