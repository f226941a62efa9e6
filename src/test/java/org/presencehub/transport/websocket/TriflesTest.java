package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TriflesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10); // a clock may overflow
    private final Trifles trifles = new Trifles(clock::get);

    @Test
    void aHundredInASecondAreTaken() {
        for (int second = 0; second < 5; second++) {
            expectTaken(100);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void oneMoreIsTooMany() {
        expectTaken(100);

        assertThat(trifles.isTooMany(0)).isTrue();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(trifles.isTooMany(0)).isTrue();
    }

    /** A message may come byte by byte. */
    @Test
    void whatBringsAByteIsNoTrifle() {
        expectTaken(100);

        assertThat(trifles.isTooMany(1)).isFalse();
    }

    private void expectTaken(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(trifles.isTooMany(0)).isFalse();
        }
    }
}
