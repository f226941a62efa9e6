package org.presencehub.hub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadingTimeTest {
    private static final long START = Long.MAX_VALUE - 5; // a clock may begin anywhere

    private final ReadingTime time = ReadingTime.ofConnection();

    private static long after(long millis) {
        return START + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aTenthOfTheTimeIsThere() {
        assertThat(time.isLeft(START)).isTrue();
        time.spend(TimeUnit.MILLISECONDS.toNanos(49));
        assertThat(time.isLeft(after(49))).isTrue();
        time.spend(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(time.isLeft(after(50))).isFalse();
        assertThat(time.isLeft(after(499))).isFalse();
        assertThat(time.isLeft(after(500))).isTrue();
    }

    @Test
    void whoSpendsLittleIsNeverStopped() {
        for (int each = 0; each < 10_000; each++) {
            assertThat(time.isLeft(after(each))).isTrue();
            time.spend(TimeUnit.MICROSECONDS.toNanos(90));
        }
    }

    /** Whoever reads makes a short call faster than others could take it over. */
    @Test
    void ofAThreadAFifthIsThereForWhatTakesLongAndAllOfItForTheRest() {
        ReadingTime thread = ReadingTime.ofThread();
        assertThat(thread.isLeft(START)).isTrue();
        for (int each = 0; each < 1_000; each++) {
            thread.spend(TimeUnit.MICROSECONDS.toNanos(999));
        }
        thread.spend(TimeUnit.MILLISECONDS.toNanos(99));
        assertThat(thread.isLeft(after(99))).isTrue();
        thread.spend(TimeUnit.MILLISECONDS.toNanos(1));

        assertThat(thread.isLeft(after(100))).isFalse();
        assertThat(thread.isLeft(after(500))).isTrue();
    }
}
