package org.presencehub.console;

import org.presencehub.config.Settings;

/**
 * Whether there is a console. Immutable.
 *
 * @param enabled whether there is one, its hub included
 */
public record ConsoleOptions(boolean enabled) {
    static final String CONSOLE = "presencehub.console";

    /** {@return what the settings say} */
    public static ConsoleOptions from(Settings settings) {
        return new ConsoleOptions(settings.flag(CONSOLE, true));
    }
}
