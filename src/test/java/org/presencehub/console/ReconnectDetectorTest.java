package org.presencehub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.console.ConsoleView.Entry;
import org.presencehub.console.ConsoleView.Kind;

/** A reload is told from a departure, and both from a tab that was closed. */
class ReconnectDetectorTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final String HUB = "/hubs/presence";
    private static final String OTHER_HUB = "/chat";

    private final Crowd crowd = new Crowd();
    private final Timeline timeline = new Timeline();
    private final ReconnectDetector returns = new ReconnectDetector(GRACE, crowd, crowd, timeline);

    @BeforeEach
    void annaIsOnline() {
        crowd.opens("anna", HUB, START);
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private ListAssert<Entry> toldAt(double seconds) {
        returns.judge(crowd.recentlyEnded(), at(seconds));
        return assertThat(timeline.after(0).entries());
    }

    @Test
    void whoIsBackWithinTheGracePeriodReloaded() {
        crowd.ends("anna", HUB, at(10), DisconnectReason.LOST);
        toldAt(10.4).isEmpty();
        crowd.opens("anna", HUB, at(10.8));

        toldAt(11)
                .extracting(Entry::kind, Entry::user, Entry::time, Entry::awaySeconds)
                .containsExactly(tuple(Kind.reloaded, "anna", at(10.8), 0.8));
        toldAt(20).hasSize(1);
    }

    @Test
    void aReturnMayBeSeenBeforeTheEnd() {
        crowd.opens("anna", HUB, at(9.9));
        crowd.ends("anna", HUB, at(10), DisconnectReason.LOST);

        toldAt(11).extracting(Entry::kind, Entry::awaySeconds).containsExactly(tuple(Kind.reloaded, 0.0));
    }

    @Test
    void aConnectionIsNotItsOwnReturn() {
        crowd.opens("anna", OTHER_HUB, at(9.9));
        crowd.ends("anna", OTHER_HUB, at(10), DisconnectReason.GOODBYE);

        toldAt(11).isEmpty();
    }

    @Test
    void whatNeverWasAConnectionDoesNotEnd() {
        crowd.opens("anna", OTHER_HUB, at(0));
        crowd.ends("anna", OTHER_HUB, at(10), DisconnectReason.NEVER_ATTACHED);
        crowd.opens("anna", OTHER_HUB, at(20));
        crowd.ends("anna", OTHER_HUB, at(30), DisconnectReason.NO_HANDSHAKE);

        toldAt(60).isEmpty();
    }

    @Test
    void whoEndedOtherwiseReconnected() {
        crowd.ends("anna", HUB, at(10), DisconnectReason.SLOW);
        crowd.opens("anna", HUB, at(10.5));

        toldAt(11)
                .extracting(Entry::kind, Entry::reason)
                .containsExactly(tuple(Kind.reconnected, ConsoleView.Reason.of(DisconnectReason.SLOW)));
    }

    @Test
    void whoReloadedTwiceQuicklyIsToldOfTwice() {
        crowd.ends("anna", HUB, at(10), DisconnectReason.LOST);
        crowd.opens("anna", HUB, at(11));
        crowd.ends("anna", HUB, at(12), DisconnectReason.LOST);
        crowd.opens("anna", HUB, at(13));

        toldAt(14).extracting(Entry::time).containsExactly(at(11), at(13));
    }

    @Test
    void allConnectionsOfAPageReloadOnce() {
        crowd.opens("anna", OTHER_HUB, START);
        crowd.ends("anna", OTHER_HUB, at(10), DisconnectReason.LOST);
        crowd.ends("anna", HUB, at(10.1), DisconnectReason.LOST);
        crowd.opens("anna", OTHER_HUB, at(10.5));
        toldAt(10.6).hasSize(1);
        crowd.opens("anna", HUB, at(10.7));
        toldAt(11).hasSize(1);
    }

    @Test
    void whoIsOfflineDeparted() {
        crowd.ends("anna", HUB, at(10), DisconnectReason.LOST);
        crowd.online.clear();

        toldAt(17).isEmpty();
    }

    @Test
    void whoWentOfflineBetweenDidNotReload() {
        crowd.ends("anna", HUB, at(10), DisconnectReason.GOODBYE);
        timeline.add(new Entry(Kind.went, "anna", at(11), null, null));
        crowd.opens("anna", HUB, at(12));

        toldAt(13).extracting(Entry::kind).containsExactly(Kind.went);
    }

    @Test
    void anotherTabIsNoReturn() {
        crowd.opens("anna", HUB, at(9));
        crowd.opens("anna", OTHER_HUB, at(10.5));
        crowd.ends("anna", HUB, at(10), DisconnectReason.GOODBYE);
        toldAt(15).isEmpty();

        toldAt(16.1).extracting(Entry::kind, Entry::time).containsExactly(tuple(Kind.closed, at(10)));
    }

    @Test
    void whoComesBackLaterDidNotReload() {
        crowd.opens("anna", HUB, at(1));
        crowd.ends("anna", HUB, at(10), DisconnectReason.GOODBYE);
        crowd.opens("anna", HUB, at(60));

        toldAt(61).extracting(Entry::kind).containsExactly(Kind.closed);
    }
}
