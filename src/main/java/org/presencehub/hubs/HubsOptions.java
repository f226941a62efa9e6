package org.presencehub.hubs;

import org.presencehub.config.Settings;

/**
 * Which of the two hubs there are. Immutable.
 *
 * @param presence whether there is a {@link PresenceHub}
 * @param latch whether there is a {@link LatchHub}
 */
public record HubsOptions(boolean presence, boolean latch) {
    static final String PRESENCE_HUB = "presencehub.presence-hub";
    static final String LATCH_HUB = "presencehub.latch-hub";

    /** {@return what the settings say} */
    public static HubsOptions from(Settings settings) {
        return new HubsOptions(settings.flag(PRESENCE_HUB, true), settings.flag(LATCH_HUB, true));
    }
}
