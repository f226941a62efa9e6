package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pings and silence on a clock of our own; clocks of Java may be negative, and may run over. */
class KeepAliveTest {
    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static KeepAlive beginningAt(long start) {
        return new KeepAlive(HubTimeouts.DEFAULTS, start);
    }

    @Test
    void clientIsSilentAfterTheTimeout() {
        KeepAlive keepAlive = beginningAt(0);

        assertThat(keepAlive.isTooLong(seconds(30))).isFalse();
        assertThat(keepAlive.isTooLong(seconds(30) + 1)).isTrue();
    }
}
