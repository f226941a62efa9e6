package org.presencehub.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What this package tells the log: names of settings, and never a value. Stateless. */
final class ConfigLog {
    private static final Logger LOG = System.getLogger("org.presencehub.config");

    private ConfigLog() {}

    static void ineffective(String sentence) {
        LOG.log(Level.WARNING, sentence);
    }

    /** Servers have sources that cannot be listed, so this is no alarm. */
    static void unlisted(String source, Throwable cause) {
        LOG.log(
                Level.DEBUG,
                "Misspelt settings in " + source + " go unnoticed, since it does not list its names.",
                cause);
    }
}
