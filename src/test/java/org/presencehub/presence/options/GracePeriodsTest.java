package org.presencehub.presence.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.state.Grace;

class GracePeriodsTest {
    private static final Set<DisconnectReason> FINAL = EnumSet.of(
            DisconnectReason.KICKED,
            DisconnectReason.LOGGED_OUT,
            DisconnectReason.SESSION_ENDED,
            DisconnectReason.SESSION_EXPIRED,
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
        return GracePeriods.DEFAULTS.after(reason).time();
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhoIsSentAwayLosesTheGraceOfOtherConnections(DisconnectReason reason) {
        boolean sentAway = reason == DisconnectReason.KICKED || reason == DisconnectReason.LOGGED_OUT;
        assertThat(GracePeriods.DEFAULTS.after(reason).endsOthers()).isEqualTo(sentAway);
        assertThat(GracePeriods.DEFAULTS
                        .withGoodbye(Duration.ZERO)
                        .after(reason)
                        .endsOthers())
                .isEqualTo(sentAway);
    }

    @Test
    void theTimeThatAClientWasKnownToBeGoneIsPartOfTheGrace() {
        Grace grace = GracePeriods.DEFAULTS.after(DisconnectReason.LOST);

        assertThat(grace.behind(Duration.ofSeconds(2)).time()).isEqualTo(Duration.ofSeconds(3));
        assertThat(grace.behind(Duration.ofSeconds(9)).time()).isEqualTo(Duration.ZERO);
        assertThat(grace.behind(Duration.ofSeconds(9)).endsOthers()).isFalse();
    }
}
