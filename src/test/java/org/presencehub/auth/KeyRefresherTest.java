package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.RecordedLog;

class KeyRefresherTest {
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsFromTheStartOnAndWithEachTickNeverOnTheThreadThatTellsTheTime() {
        KeyRefresher refresher = new KeyRefresher(reads::incrementAndGet, executor);
        refresher.start();
        assertThat(reads).hasValue(0);
        executor.run();
        assertThat(reads).hasValue(1);
        refresher.tick();
        executor.run();
        assertThat(reads).hasValue(2);
    }

    @Test
    void whileAReadGoesOnOnlyOneMoreWaits() {
        KeyRefresher refresher = new KeyRefresher(reads::incrementAndGet, executor);
        refresher.tick();
        refresher.tick();
        refresher.tick();
        assertThat(executor.waiting()).isEqualTo(1);
        executor.run();
        assertThat(reads).hasValue(1);
    }

    @Test
    void whateverAReadThrowsTheNextIsMade() {
        KeyRefresher refresher = new KeyRefresher(
                () -> {
                    if (reads.incrementAndGet() == 1) {
                        throw new StackOverflowError("announced");
                    }
                },
                executor);
        try (RecordedLog log = RecordedLog.of("org.presencehub.auth")) {
            refresher.tick();
            executor.run();
            refresher.tick();
            executor.run();
            assertThat(reads).hasValue(2);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNoThreadCouldBeHadForIsReadAtTheNextTick(Refusal how) {
        KeyRefresher refresher = new KeyRefresher(reads::incrementAndGet, executor);
        executor.refuses(how);
        assertThatThrownBy(refresher::tick).isInstanceOf(Throwable.class);
        executor.refuses(false);
        refresher.tick();
        executor.run();
        assertThat(reads).hasValue(1);
    }
}
