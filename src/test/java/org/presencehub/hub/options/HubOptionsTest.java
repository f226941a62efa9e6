package org.presencehub.hub.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.options.ReceiveLimits;

/** Which options go together. */
class HubOptionsTest {
    private static HubTimeouts timeouts(Duration keepAliveInterval, Duration clientTimeout) {
        return HubTimeouts.DEFAULTS.withKeepAliveInterval(keepAliveInterval).withClient(clientTimeout);
    }

    @Test
    void defaultsAreThoseOfSignalR() {
        assertThat(HubTimeouts.DEFAULTS.keepAliveInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(HubTimeouts.DEFAULTS.client()).isEqualTo(Duration.ofSeconds(30));
        assertThat(HubTimeouts.DEFAULTS.handshake()).isEqualTo(Duration.ofSeconds(15));
        assertThat(ReceiveLimits.DEFAULTS.maxMessageSize()).isEqualTo(32768);
        assertThat(HubOptions.DEFAULTS.detailedErrors()).isFalse();
        assertThat(AccessOptions.DEFAULTS.openHubs()).isEmpty();
    }

    @Test
    void keepAliveIsAtMostHalfTheTimeout() {
        assertThat(timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20)).keepAliveInterval())
                .isEqualTo(Duration.ofSeconds(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timeouts(Duration.ofMillis(10_001), Duration.ofSeconds(20)))
                .withMessage("presencehub.keep-alive-interval is '10.001', but at most half of"
                        + " presencehub.client-timeout, which is '20.0', is allowed: clients send their own pings when"
                        + " they receive one.");
    }

    @Test
    void openHubsDoNotChangeAfterwards() {
        Set<String> open = new HashSet<>(Set.of("/a"));
        AccessOptions options = AccessOptions.DEFAULTS.withOpenHubs(open);
        open.add("/b");

        assertThat(options.openHubs()).containsExactly("/a");
    }
}
