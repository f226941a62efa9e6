package org.presencehub.connection.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much comes again, and when. */
class ReplayAllowanceTest {
    private static final int BUFFER = 1_000;
    private final ReplayAllowance allowance = new ReplayAllowance(BUFFER, 0);

    private long again(long bytes, int second) {
        long begin = allowance.begin(bytes, TimeUnit.SECONDS.toNanos(second));
        return TimeUnit.NANOSECONDS.toSeconds(begin) - second;
    }

    private void replayed(int second) {
        assertThat(again(BUFFER, second)).isZero();
        allowance.begun();
    }

    private void replayFree() {
        replayed(0);
        replayed(0);
        replayed(0);
        replayed(0);
    }

    /** The JavaScript client tries after 0, 2, 10 and 30 seconds. */
    @Test
    void whoLosesTheNetworkAgainAndAgainDoesNotWait() {
        replayed(0);
        replayed(0);
        replayed(2);
        replayed(12);
        replayed(42);
    }

    @Test
    void whoComesAgainAsOftenAsThatCostsNothingWaits() {
        replayFree();

        assertThat(again(BUFFER, 0)).isEqualTo(15);
    }

    @Test
    void comingWhileItIsToWaitDoesNotMakeItWaitForLonger() {
        replayFree();
        for (int each = 0; each < 100; each++) {
            assertThat(again(BUFFER, 1)).isEqualTo(14);
            allowance.cancel();
        }
    }

    @Test
    void asMuchAsWasAcknowledgedMayComeAgain() {
        replayFree();
        allowance.progress(BUFFER);

        replayed(0);
    }

    @Test
    void nothingIsSavedBeyondAFewBuffers() {
        allowance.progress(100 * BUFFER);
        replayed(3_000);
        replayed(3_000);
        replayed(3_000);
        replayed(3_000);

        assertThat(again(BUFFER, 3_000)).isPositive();
    }
}
