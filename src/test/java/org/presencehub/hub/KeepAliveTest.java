package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pings and silence on a clock of our own; clocks of Java may be negative, and may run over. */
class KeepAliveTest {
    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static KeepAlive beginningAt(long start) {
        return new KeepAlive(HubTimeouts.DEFAULTS, start);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 1, Long.MIN_VALUE})
    void pingsOncePerInterval(long start) {
        KeepAlive keepAlive = beginningAt(start);

        assertThat(keepAlive.takePing(start + seconds(14))).isFalse();
        assertThat(keepAlive.takePing(start + seconds(15))).isTrue();
        assertThat(keepAlive.takePing(start + seconds(16))).isFalse();
        assertThat(keepAlive.takePing(start + seconds(29))).isFalse();
        assertThat(keepAlive.takePing(start + seconds(31))).isTrue();
    }

    @Test
    void lateHeartbeatOwesOnePingAndNotMany() {
        KeepAlive keepAlive = beginningAt(0);

        assertThat(keepAlive.takePing(seconds(100))).isTrue();
        assertThat(keepAlive.takePing(seconds(101))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 1})
    void clientIsSilentAfterTheTimeout(long lastActive) {
        KeepAlive keepAlive = beginningAt(lastActive);

        assertThat(keepAlive.silent(lastActive + seconds(30), lastActive)).isFalse();
        assertThat(keepAlive.silent(lastActive + seconds(30) + 1, lastActive)).isTrue();
    }
}
