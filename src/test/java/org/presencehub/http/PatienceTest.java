package org.presencehub.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a client may keep a request waiting. */
class PatienceTest {
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger exhausted = new AtomicInteger();
    private final RequestDeadlines deadlines =
            new RequestDeadlines(new RequestOptions(Duration.ofSeconds(30)), clock::get);
    private final Patience patience = deadlines.patience(exhausted::incrementAndGet);

    @Test
    void allPausesOfAClientCountTogether() {
        pauses(20);
        pauses(9);
        assertThat(exhausted).hasValue(0);

        patience.begin();
        pass(1);

        assertThat(exhausted).hasValue(1);
    }

    @Test
    void beginningAgainAndAgainGivesNoMoreOfIt() {
        for (int second = 0; second < 30; second++) {
            patience.begin();
            pass(1);
        }

        assertThat(exhausted).hasValue(1);
    }

    @Test
    void whatIsNotTheClientsFaultDoesNotCount() {
        pauses(29);
        pass(1000);

        assertThat(exhausted).hasValue(0);
    }

    @Test
    void itsEndIsToldOnce() {
        patience.begin();
        pass(30);
        pass(30);

        assertThat(exhausted).hasValue(1);
    }

    @Test
    void nobodyWaitsForARequestThatIsOver() {
        patience.begin();
        patience.end();
        pass(31);

        assertThat(exhausted).hasValue(0);
    }

    @Test
    void oneThatFailsKeepsNoOtherFromEnding() {
        deadlines
                .patience(() -> {
                    throw new IllegalStateException("thrown on purpose");
                })
                .begin();
        patience.begin();
        pass(30);

        assertThat(exhausted).hasValue(1);
    }

    private void pauses(int seconds) {
        patience.begin();
        pass(seconds);
        patience.pause();
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        deadlines.tick();
    }
}
