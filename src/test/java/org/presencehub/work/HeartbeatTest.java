package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Sneaky;

class HeartbeatTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void whoeverThrowsKeepsNobodyFromTheTickNorFromTheNext() {
        Heartbeat heartbeat = new Heartbeat(List.of(
                () -> {
                    throw new StackOverflowError("announced");
                },
                () -> {
                    throw new IllegalStateException("announced");
                },
                () -> {
                    throw Sneaky.throwing(new IOException("announced"));
                },
                () -> told.add("tick")));
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            heartbeat.tick();
            heartbeat.tick();
            assertThat(told).containsExactly("tick", "tick");
            assertThat(log.lines()).hasSize(6).containsOnly("The tick failed for one of those that are told the time.");
        }
    }
}
