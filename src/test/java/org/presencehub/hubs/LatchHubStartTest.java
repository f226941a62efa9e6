package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.RecordedLog;

/** What is logged at the start. */
class LatchHubStartTest {
    static class Options {
        static LatchOptions latch = LatchOptions.CLOSED;

        @Produces
        LatchOptions latch() {
            return latch;
        }

        @Produces
        HubOptions hubs() {
            return HubOptions.DEFAULTS;
        }
    }

    @Test
    void whoMaySendIsSaidOnceWithTheKeysToChange() {
        assertThat(loggedWith(LatchOptions.CLOSED))
                .containsExactly("/signalrhub: nobody may send to users (presencehub.latch.send-roles), nobody to"
                        + " everybody at once (presencehub.latch.broadcast-roles).");
        Senders announcers = new Senders(Set.of("announcer"));
        assertThat(loggedWith(new LatchOptions(new Senders(Set.of("**")), announcers)))
                .containsExactly("/signalrhub: whoever is logged in may send to users (presencehub.latch.send-roles),"
                        + " whoever has one of the roles [announcer] to everybody at once"
                        + " (presencehub.latch.broadcast-roles).");
        assertThat(loggedWith(LatchOptions.OPEN))
                .containsExactly("/signalrhub: whoever is connected may send to users (presencehub.latch.send-roles),"
                        + " whoever is connected to everybody at once (presencehub.latch.broadcast-roles).");
    }

    private static List<String> loggedWith(LatchOptions options) {
        Options.latch = options;
        try (var log = RecordedLog.ofEverything(LatchHub.class.getName());
                var container = HubContainer.weld(LatchHub.class)
                        .addBeanClass(Options.class)
                        .initialize()) {
            assertThat(container.isRunning()).isTrue();
            return log.lines();
        }
    }
}
