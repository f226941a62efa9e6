package org.presencehub.hub.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.presencehub.hub.options.HubTimeouts;
import org.presencehub.hub.session.KeepAlive.Silence;

/** Pings and silence on a clock of our own; clocks of Java may be negative, and may run over. */
class KeepAliveTest {
    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static KeepAlive beginningAt(long start) {
        return new KeepAlive(HubTimeouts.DEFAULTS, start);
    }

    @Test
    void aSilentClientIsAskedSomeTimesBeforeItIsJudged() {
        KeepAlive keepAlive = beginningAt(0);
        List<String> happened = new ArrayList<>();
        for (int second = 1; second <= 31; second++) {
            Silence silence = keepAlive.judge(seconds(second), seconds(second));
            if (silence != Silence.FINE) {
                happened.add(second + " " + silence);
            }
        }

        assertThat(happened).containsExactly("20 ASK", "23 ASK", "26 ASK", "29 ASK", "31 TOO_LONG");
    }

    @Test
    void whoAnswersIsNeverJudged() {
        KeepAlive keepAlive = beginningAt(0);
        long answered = 0;
        for (int second = 1; second <= 300; second++) {
            Silence silence = keepAlive.judge(seconds(second), seconds(second) - answered);
            assertThat(silence).isNotEqualTo(Silence.TOO_LONG);
            answered = silence == Silence.ASK ? seconds(second) : answered;
        }
        assertThat(answered).isEqualTo(seconds(300));
    }

    /** The clock may come late, or the timeout be shorter than it takes to come. */
    @Test
    void whoWasNotAskedYetIsAskedFirstHoweverLongItHasBeenSilent() {
        KeepAlive keepAlive = beginningAt(0);

        assertThat(keepAlive.judge(seconds(90), seconds(90))).isEqualTo(Silence.ASK);
        assertThat(keepAlive.judge(seconds(91), seconds(91))).isEqualTo(Silence.TOO_LONG);
    }

    @Test
    void whoWasHeardIsAskedAnewTheNextTime() {
        KeepAlive keepAlive = beginningAt(0);
        keepAlive.judge(seconds(20), seconds(20));
        keepAlive.judge(seconds(21), seconds(1));

        assertThat(keepAlive.judge(seconds(90), seconds(70))).isEqualTo(Silence.ASK);
    }
}
