package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.DisconnectReason;

class GraceTimesTest {
    private static final Set<DisconnectReason> FINAL = EnumSet.of(
            DisconnectReason.KICKED,
            DisconnectReason.LOGGED_OUT,
            DisconnectReason.ABORTED,
            DisconnectReason.REFUSED_BY_HUB,
            DisconnectReason.NO_HANDSHAKE,
            DisconnectReason.NEVER_ATTACHED);

    @Test
    void aGoodbyeIsFollowedByASecond() {
        assertThat(graceAfter(DisconnectReason.GOODBYE)).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotComeBackLeavesAtOnceAndAllOthersHaveFiveSeconds(DisconnectReason reason) {
        if (reason != DisconnectReason.GOODBYE && reason != DisconnectReason.DRAINING) {
            assertThat(graceAfter(reason)).isEqualTo(FINAL.contains(reason) ? Duration.ZERO : Duration.ofSeconds(5));
        }
    }

    @Test
    void whomTheServerSendsAwayHasFifteenSecondsToComeBack() {
        assertThat(graceAfter(DisconnectReason.DRAINING)).isEqualTo(Duration.ofSeconds(15));
    }

    private static Duration graceAfter(DisconnectReason reason) {
        return GraceTimes.DEFAULTS.after(reason);
    }
}
