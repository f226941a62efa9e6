package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.hub.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.RecordedLog;

/** What is logged at the start. */
class LatchHubStartTest {
    private static final Set<String> NOBODY_NAMED = Set.of();

    static class Options {
        static LatchOptions latch = LatchOptions.DEFAULTS;

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
    void thatEverybodyMayBroadcastIsSaidOnceWithTheKeysToChange() {
        assertThat(loggedWith(LatchOptions.DEFAULTS))
                .singleElement()
                .asString()
                .contains("/signalrhub", "presencehub.latch.send-roles", "presencehub.latch.broadcast-roles");
    }

    @Test
    void nothingIsSaidWhereRolesAreNamed() {
        assertThat(loggedWith(new LatchOptions(Set.of("sender"), NOBODY_NAMED))).isEmpty();
        assertThat(loggedWith(new LatchOptions(NOBODY_NAMED, Set.of("announcer"))))
                .isEmpty();
    }

    private static List<String> loggedWith(LatchOptions options) {
        Options.latch = options;
        try (var log = RecordedLog.of(LatchHub.class.getName());
                var container = HubContainer.weld(LatchHub.class)
                        .addBeanClass(Options.class)
                        .initialize()) {
            assertThat(container.isRunning()).isTrue();
            return log.lines();
        }
    }
}
