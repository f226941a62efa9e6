package org.presencehub.hub.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.RecordedLog;

/** Who gets how many of the threads that all share. */
class SharedThreadsTest {
    private static final SharedThreads.Place PLACE = new SharedThreads.Place("/hub", "method");

    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final AtomicLong time = new AtomicLong();
    private final SharedThreads threads = new SharedThreads("testing", executor, 3, 2, time::get);
    private final List<String> ran = new ArrayList<>();

    private void execute(String account, String task) {
        threads.execute(account, PLACE, () -> ran.add(task));
    }

    @Test
    void whatIsAboveTheShareOfAnAccountWaitsBehindWhatOthersBring() {
        execute("anna", "anna 1");
        execute("anna", "anna 2");
        execute("anna", "anna 3");
        execute("anna", "anna 4");
        execute("bert", "bert 1");
        assertThat(executor.waiting()).isEqualTo(3);

        executor.run();

        assertThat(ran).containsExactly("anna 1", "anna 2", "bert 1", "anna 3", "anna 4");
    }

    @Test
    void noAccountHasMoreThanItsShareAtAnyTime() {
        for (int i = 0; i < 5; i++) {
            execute("anna", "task");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(executor.waiting()).isEqualTo(2);
            executor.runOne();
        }
        executor.runOne();
        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void whoeverThrowsGivesItsPlaceBackAndIsForgottenWhenNothingIsLeft() {
        for (int i = 0; i < 4; i++) {
            threads.execute("anna", PLACE, () -> {
                throw new StackOverflowError("announced");
            });
        }
        execute("anna", "last");
        assertThat(threads.accounts()).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(executor::runOne).isInstanceOf(StackOverflowError.class);
        }
        executor.run();
        assertThat(ran).containsExactly("last");
        assertThat(threads.accounts()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatAnExecutorRefusesTakesNoPlace(Refusal how) {
        executor.refuses(how);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> execute("anna", "refused")).isInstanceOf(Throwable.class);
        }
        assertThat(threads.accounts()).isZero();
        executor.refuses(false);
        execute("anna", "taken");
        executor.run();
        assertThat(ran).containsExactly("taken");
    }

    @Test
    void thatAllAreBusyForLongIsSaidOnceWithWhatTheyAreBusyWith() {
        SharedThreads.Place other = new SharedThreads.Place("/other", "wait");
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            busy(other);
            assertThat(log.lines())
                    .containsExactly("All 3 threads for testing have been busy for 3 s, and whoever needs one waits"
                            + " (presencehub.hub-threads). They are in 'method' of /hub (2), 'wait' of /other (1).");
            threads.tick();
            busy(other);
            assertThat(log.lines()).as("another time").hasSize(2);
        }
    }

    private void busy(SharedThreads.Place last) {
        threads.execute("anna", PLACE, executor::runOne);
        threads.execute("bert", PLACE, executor::runOne);
        threads.execute("carl", last, () -> {
            threads.tick();
            time.addAndGet(TimeUnit.SECONDS.toNanos(2));
            threads.tick();
            time.addAndGet(TimeUnit.SECONDS.toNanos(1));
            threads.tick();
            time.addAndGet(TimeUnit.SECONDS.toNanos(9));
            threads.tick();
        });
        executor.run();
    }

    @Test
    void nothingIsSaidIfOneWasFreeInBetween() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            for (int i = 0; i < 3; i++) {
                threads.execute("anna", PLACE, executor::runOne);
                threads.execute("bert", PLACE, executor::runOne);
                threads.execute("carl", PLACE, threads::tick);
                executor.run();
                threads.tick();
                time.addAndGet(TimeUnit.SECONDS.toNanos(5));
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whatGoesOnForNobodyForAMinuteIsNamedOnce() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            threads.execute(
                    "anna",
                    PLACE,
                    () -> {
                        pass(59);
                        assertThat(log.lines()).as("somebody waits").isEmpty();
                        abandoned = true;
                        pass(1);
                        pass(59);
                        assertThat(log.lines()).isEmpty();
                        pass(1);
                        pass(60);
                    },
                    () -> abandoned);
            executor.run();

            assertThat(log.lines()).hasSize(1);
            assertThat(log.lines().get(0)).contains("'method' of /hub has run for 60 s since its client cancelled");
        }
    }

    private boolean abandoned;

    private void pass(int seconds) {
        time.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        threads.tick();
    }
}
