package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Sneaky;

/** What keeps time for all others, whatever happens to its thread. */
@Timeout(60)
class HandTest {
    private static final String GONE = "The thread for test is late by seconds: it is gone. Another one goes on.";
    private static final String HELD_UP = "The thread for test is late by seconds: it is held up. Another one goes on.";

    private final AtomicLong time = new AtomicLong();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch door = new CountDownLatch(1);
    private volatile Runnable inRound = () -> {};
    private volatile Making making = Thread::new;
    private final Hand hand = new Hand("test", this::come, this::make, time::get);

    @FunctionalInterface
    private interface Making {
        @Nullable
        Thread of(Runnable worker);
    }

    private long come() {
        rounds.incrementAndGet();
        inRound.run();
        return TimeUnit.HOURS.toNanos(1); // comes again when it is woken
    }

    private @Nullable Thread make(Runnable worker) {
        @Nullable Thread thread = making.of(worker);
        if (thread != null) {
            thread.setDaemon(true);
            threads.add(thread);
        }
        return thread;
    }

    @AfterEach
    void end() {
        door.countDown();
        hand.end();
        hand.awaitEnd();
    }

    /** Two looks: one at a moment at which it is late, and one when it still is. */
    private void lookAtALateHand() {
        time.addAndGet(TimeUnit.HOURS.toNanos(2));
        hand.look();
        time.addAndGet(TimeUnit.SECONDS.toNanos(2));
        hand.look();
    }

    private void awaitAnotherRound() {
        int before = rounds.get();
        await().until(() -> {
            hand.wake();
            return rounds.get() > before;
        });
    }

    private void awaitGone() {
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private void block() {
        try {
            door.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void comesRoundOnOneThreadOfItsNameUntilItIsEnded() {
        hand.start();
        hand.start();
        awaitAnotherRound();
        awaitAnotherRound();
        assertThat(threads).extracting(Thread::getName).containsExactly("presencehub-test");

        hand.end();
        hand.awaitEnd();

        assertThat(threads.get(0).isAlive()).isFalse();
        hand.start();
        lookAtALateHand();
        assertThat(threads).hasSize(1);
    }

    @Test
    void comesAgainBeforeLongByItself() {
        Hand hasty = new Hand(
                "hasty",
                () -> {
                    rounds.incrementAndGet();
                    return 1;
                },
                this::make,
                System::nanoTime);
        hasty.start();
        await().until(() -> rounds.get() > 3);
        hasty.end();
        hasty.awaitEnd();
    }

    static Stream<Throwable> everything() {
        return Stream.of(
                new IllegalStateException("announced"),
                new StackOverflowError("announced"),
                new OutOfMemoryError("announced"),
                new LinkageError("announced"),
                new IOException("announced"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whateverARoundThrowsTheNextComesOnTheSameThread(Throwable thrown) {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            AtomicBoolean first = new AtomicBoolean(true);
            inRound = () -> {
                if (first.getAndSet(false)) {
                    throw Sneaky.throwing(thrown);
                }
            };
            hand.start();
            await().until(() -> rounds.get() == 1);
            awaitAnotherRound();
            assertThat(threads).hasSize(1);
            assertThat(log.lines()).containsExactly("A task failed, those behind it go on. It belonged to: test.");
        }
    }

    @Test
    void anInterruptEndsNothingAndIsForgotten() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        inRound = () -> interrupted.add(Thread.currentThread().isInterrupted());
        hand.start();
        awaitAnotherRound();
        threads.get(0).interrupt();
        awaitAnotherRound();
        assertThat(interrupted).doesNotContain(true);
        assertThat(threads).hasSize(1);
    }

    @Test
    void aThreadThatIsGoneIsReplacedByWhoeverLooksAndThatIsSaidOnce() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            making = worker -> new Thread(() -> {}); // it ends at once
            hand.start();
            awaitGone();
            lookAtALateHand();
            awaitGone();
            lookAtALateHand();
            assertThat(threads).hasSize(3);
            making = Thread::new;
            awaitGone();
            lookAtALateHand();
            await().until(() -> rounds.get() == 1);
            assertThat(log.lines()).containsExactly(GONE);
        }
    }

    @Test
    void aThreadThatIsHeldUpIsReplacedAndEndsWhenItComesBack() throws InterruptedException {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            inRound = this::block;
            hand.start();
            await().until(() -> rounds.get() == 1);
            inRound = () -> {};

            lookAtALateHand();

            awaitAnotherRound();
            assertThat(log.lines()).containsExactly(HELD_UP);
            door.countDown();
            threads.get(0).join();
            awaitAnotherRound();
            assertThat(threads.get(1).isAlive()).isTrue();
        }
    }

    @Test
    void aThreadThatIsHeldUpAgainIsSaidAgainOnceItHadComeRound() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            making = worker -> new Thread(() -> {});
            hand.start();
            awaitGone();
            making = Thread::new;
            lookAtALateHand();
            awaitAnotherRound();
            awaitAnotherRound();
            inRound = this::block;
            awaitAnotherRound();
            inRound = () -> {};
            lookAtALateHand();
            assertThat(log.lines()).containsExactly(GONE, HELD_UP);
        }
    }

    @Test
    void noMoreThanAFewThreadsAreHeldUp() {
        inRound = this::block;
        hand.start();
        for (int i = 0; i < 10; i++) {
            int begun = Math.min(i + 1, 5);
            await().until(() -> rounds.get() == begun);
            lookAtALateHand();
        }
        assertThat(threads).hasSize(5);
        door.countDown();
        inRound = () -> {};
        awaitAnotherRound();
    }

    @Test
    void whereNoThreadCanBeMadeAnotherIsTriedForByALaterLook() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.work")) {
            making = worker -> {
                throw new OutOfMemoryError("unable to create native thread");
            };
            hand.start();
            making = worker -> null;
            lookAtALateHand();
            making = Thread::new;
            lookAtALateHand();
            await().until(() -> rounds.get() == 1);
            assertThat(log.lines()).hasSize(3).contains(GONE);
        }
    }

    @Test
    void aThreadThatIsHeldUpGoesOnItselfIfNoOtherCouldBeMade() {
        inRound = this::block;
        hand.start();
        await().until(() -> rounds.get() == 1);
        inRound = () -> {};
        making = worker -> null;
        lookAtALateHand();
        door.countDown();
        awaitAnotherRound();
        assertThat(threads).hasSize(1);
    }

    @Test
    void aHandIsNotLateBecauseTheWholeMachineStoodStill() {
        hand.start();
        awaitAnotherRound();
        time.addAndGet(TimeUnit.HOURS.toNanos(2));
        hand.look();
        awaitAnotherRound(); // as it does when the machine goes on
        await().pollInSameThread().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            time.addAndGet(TimeUnit.SECONDS.toNanos(2));
            hand.look();
            assertThat(threads).hasSize(1);
        });
    }

    @Test
    void whoIsOnlyPausingIsNotLate() {
        hand.start();
        awaitAnotherRound();
        time.addAndGet(TimeUnit.MINUTES.toNanos(60));
        hand.look();
        time.addAndGet(TimeUnit.SECONDS.toNanos(2));
        hand.look();
        assertThat(threads).hasSize(1);
    }
}
