package org.presencehub.auth;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.work.RatedLogger;

/** What this package tells the log: how it fares with its keys. Refusals are told by whoever asked. Stateless. */
final class AuthLog {
    private static final Logger LOG = System.getLogger("org.presencehub.auth");

    /** For what tokens can cause. */
    private static final Logger RATED = RatedLogger.of("org.presencehub.auth");

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

    static void keysUnreachable(KeyLocation location, KeyReadState last) {
        LOG.log(
                Level.WARNING,
                () -> "Keys unreachable: " + location + ": " + last.failure() + "; "
                        + (last.keys().isPresent() ? "the last ones stay in use" : "all tokens are refused")
                        + ", next try in " + last.backoff().toSeconds() + " s (" + KeyOptions.PUBLIC_KEY_LOCATION
                        + ")");
    }

    /** @param count how many values there are no names */
    static void unreadableRoles(ClaimPath path, int count) {
        RATED.log(
                Level.WARNING,
                "A token gives fewer roles than it says: {0} of what stands at {1} is neither text nor the name of a member ({2}).",
                Integer.toString(count),
                path,
                ClaimOptions.ROLES);
    }

    static void refreshFailed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "Whether keys have to be read could not be found out; it is tried again in a second.",
                cause);
    }
}
