package org.presencehub.hub.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.presencehub.testing.HandCrankedExecutor;

/** A thread that waits in a stream for its next item. */
@Timeout(60)
class PulledStreamTest {
    private final BlockingQueue<String> items = new LinkedBlockingQueue<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final Notes notes = new Notes();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<Boolean> interruptedInClose = new CopyOnWriteArrayList<>();
    private final HandCrankedExecutor executor = new HandCrankedExecutor();

    private PulledStream pulled(Stream<?> stream) {
        PulledStream pulled = new PulledStream(
                stream.onClose(
                        () -> interruptedInClose.add(Thread.currentThread().isInterrupted())),
                executor,
                failures::add);
        pulled.subscribe(notes);
        return pulled;
    }

    /** {@return what an interrupt does to the thread: it is told as an exception, or stays set} */
    private String take(boolean setAgain) {
        inside.countDown();
        try {
            return items.take();
        } catch (InterruptedException e) {
            if (setAgain) {
                Thread.currentThread().interrupt();
                return "interrupted";
            }
            throw new IllegalStateException(e);
        }
    }

    private void assertCancelFreesTheThread(PulledStream pulled) throws Exception {
        CompletableFuture<Boolean> interruptedBehind = new CompletableFuture<>();
        Thread puller = new Thread(() -> {
            pulled.request(1);
            interruptedBehind.complete(Thread.currentThread().isInterrupted());
        });
        puller.start();
        inside.await();

        pulled.cancel();

        assertThat(interruptedBehind.get(10, TimeUnit.SECONDS)).as("afterwards").isFalse();
        assertThat(interruptedInClose).containsExactly(false);
        assertThat(notes.told()).isEmpty();
        assertThat(failures).isEmpty();
        assertThat(executor.waiting()).as("waits for no other thread").isZero();
    }

    @Test
    void aThreadThatWaitsInAStreamThatIsCancelledIsInterruptedAndLeavesNoInterruptBehind() throws Exception {
        assertCancelFreesTheThread(pulled(Stream.generate(() -> take(false))));
    }

    @Test
    void soIsOneWhoseApplicationSetsTheInterruptAgain() throws Exception {
        assertCancelFreesTheThread(pulled(Stream.generate(() -> take(true))));
    }

    @Test
    void soIsOneThatLooksForTheEnd() throws Exception {
        assertCancelFreesTheThread(pulled(Stream.of(1).filter(any -> take(true).isEmpty())));
    }

    @Test
    void aThreadThatHasLeftTheStreamIsNotInterrupted() {
        PulledStream pulled = pulled(Stream.of("a", "b"));
        pulled.request(1);
        pulled.cancel();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(interruptedInClose)
                .as("closed by whoever cancels, who may not wait")
                .isEmpty();
        executor.run();
        assertThat(interruptedInClose).hasSize(1);
        assertThat(notes.told()).containsExactly("a");
    }

    @Test
    void anInterruptOfSomebodyElseIsNotTakenAway() throws InterruptedException {
        List<Boolean> interrupted = new ArrayList<>();
        PulledStream pulled = pulled(Stream.generate(() -> {
            Thread.currentThread().interrupt();
            return "item";
        }));
        Thread puller = new Thread(() -> {
            pulled.request(1);
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        puller.start();
        puller.join();
        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void anErrorOfWhoeverClosesKeepsNobodyFromHearingTheEnd() {
        PulledStream pulled = new PulledStream(
                Stream.empty().onClose(() -> {
                    throw new StackOverflowError("announced");
                }),
                executor,
                failures::add);
        pulled.subscribe(notes);
        pulled.request(1);
        await().until(() -> notes.told().contains("complete"));
        assertThat(failures).hasSize(1);
    }
}
