package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.ConnectionOptions;

/** Which options go together. */
class HubOptionsTest {
    private static HubOptions options(Duration keepAliveInterval, Duration clientTimeout) {
        return new HubOptions(
                keepAliveInterval,
                clientTimeout,
                Duration.ofSeconds(15),
                false,
                Set.of(),
                HubOptions.DEFAULTS.closeExpired(),
                HubOptions.DEFAULTS.transports(),
                CallOptions.DEFAULTS,
                ConnectionOptions.DEFAULTS);
    }

    @Test
    void defaultsAreThoseOfSignalR() {
        assertThat(HubOptions.DEFAULTS.keepAliveInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(HubOptions.DEFAULTS.clientTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(HubOptions.DEFAULTS.handshakeTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(HubOptions.DEFAULTS.connections().receive().maxMessageSize()).isEqualTo(32768);
        assertThat(HubOptions.DEFAULTS.detailedErrors()).isFalse();
        assertThat(HubOptions.DEFAULTS.openHubs()).isEmpty();
    }

    @Test
    void keepAliveIsAtMostHalfTheTimeout() {
        assertThat(options(Duration.ofSeconds(10), Duration.ofSeconds(20)).keepAliveInterval())
                .isEqualTo(Duration.ofSeconds(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(Duration.ofMillis(10_001), Duration.ofSeconds(20)))
                .withMessage("presencehub.keep-alive-interval is '10.001', but at most half of"
                        + " presencehub.client-timeout, which is '20.0', is allowed: clients send their own pings when"
                        + " they receive one.");
    }

    @Test
    void openHubsDoNotChangeAfterwards() {
        Set<String> open = new HashSet<>(Set.of("/a"));
        HubOptions options = new HubOptions(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                true,
                open,
                HubOptions.DEFAULTS.closeExpired(),
                HubOptions.DEFAULTS.transports(),
                CallOptions.DEFAULTS,
                ConnectionOptions.DEFAULTS);
        open.add("/b");

        assertThat(options.openHubs()).containsExactly("/a");
    }
}
