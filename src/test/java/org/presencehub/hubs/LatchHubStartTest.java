package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.presencehub.hub.HubOptions;
import org.presencehub.testing.HubContainer;

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
        List<String> log = new ArrayList<>();
        Handler recording = recording(log);
        Logger logger = Logger.getLogger(LatchHub.class.getName());
        logger.addHandler(recording);
        Options.latch = options;
        try (var container =
                HubContainer.weld(LatchHub.class).addBeanClass(Options.class).initialize()) {
            assertThat(container.isRunning()).isTrue();
            return log;
        } finally {
            logger.removeHandler(recording);
        }
    }

    private static Handler recording(List<String> log) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
