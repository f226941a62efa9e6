package org.presencehub.hub.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.presencehub.testing.HandCrankedExecutor;

/** A publisher that waits where it must not. */
@Timeout(60)
class ForeignPublisherTest {
    private final BlockingQueue<String> items = new LinkedBlockingQueue<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final List<Long> requested = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final CompletableFuture<Flow.Subscription> given = new CompletableFuture<>();
    private Runnable onItem = () -> {};

    private class Receiver extends Notes {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            given.complete(subscription);
        }

        @Override
        public void onNext(Object item) {
            onItem.run();
            super.onNext(item);
        }
    }

    private class Subscription implements Flow.Subscription {
        private final Runnable onRequest;

        Subscription(Runnable onRequest) {
            this.onRequest = onRequest;
        }

        @Override
        public void request(long n) {
            requested.add(n);
            onRequest.run();
        }

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
        }
    }

    private ForeignPublisher foreign(Flow.Publisher<Object> publisher) {
        return new ForeignPublisher(publisher, executor, failures::add);
    }

    private String take() {
        inside.countDown();
        try {
            return items.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether the thread finds itself interrupted behind the code, which waits until it is interrupted} */
    private static CompletableFuture<Boolean> interruptedBehind(Runnable code) {
        CompletableFuture<Boolean> behind = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        code.run();
                    } catch (IllegalStateException interrupted) {
                        behind.complete(Thread.currentThread().isInterrupted());
                    }
                })
                .start();
        return behind;
    }

    @Test
    void aThreadThatWaitsInARequestIsInterruptedByTheCancel() throws Exception {
        ForeignPublisher foreign = foreign(subscriber -> subscriber.onSubscribe(new Subscription(this::take)));
        foreign.subscribe(new Receiver());
        CompletableFuture<Boolean> behind = interruptedBehind(() -> foreign.request(1));
        inside.await();

        foreign.cancel();

        assertThat(behind.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(cancelled).as("by whoever cancels, who may not wait").hasValue(0);
        executor.run();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void soIsOneThatWaitsInTheSubscribing() throws Exception {
        ForeignPublisher foreign = foreign(subscriber -> take());
        CompletableFuture<Boolean> behind = interruptedBehind(() -> foreign.subscribe(new Receiver()));
        inside.await();

        given.get(10, TimeUnit.SECONDS).cancel();

        assertThat(behind.get(10, TimeUnit.SECONDS)).isFalse();
    }

    /** It may write there, and would close the socket. */
    @Test
    void aThreadThatTheSubscriberHasIsInterruptedOnlyWhenThePublisherHasItAgain() throws Exception {
        ForeignPublisher foreign = foreign(subscriber -> subscriber.onSubscribe(new Subscription(() -> {
            subscriber.onNext("item");
            take();
        })));
        foreign.subscribe(new Receiver());
        CompletableFuture<Boolean> interruptedHere = new CompletableFuture<>();
        onItem = () -> {
            foreign.cancel();
            interruptedHere.complete(Thread.currentThread().isInterrupted());
        };

        CompletableFuture<Boolean> behind = interruptedBehind(() -> foreign.request(1));

        assertThat(interruptedHere.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(behind.get(10, TimeUnit.SECONDS)).isFalse();
    }

    /** It may write to another client there. */
    @Test
    void aThreadThatThePublisherUsesForAnotherSubscriberIsInterruptedOnlyBehindThat() throws Exception {
        List<Flow.Subscriber<? super Object>> subscribers = new CopyOnWriteArrayList<>();
        Flow.Publisher<Object> shared = subscriber -> {
            subscribers.add(subscriber);
            subscriber.onSubscribe(new Subscription(() -> {
                subscribers.get(1).onNext("item");
                take();
            }));
        };
        ForeignPublisher first = foreign(shared);
        first.subscribe(new Receiver());
        foreign(shared).subscribe(new Receiver());
        CompletableFuture<Boolean> interruptedThere = new CompletableFuture<>();
        onItem = () -> {
            first.cancel();
            interruptedThere.complete(Thread.currentThread().isInterrupted());
        };

        CompletableFuture<Boolean> behind = interruptedBehind(() -> first.request(1));

        assertThat(interruptedThere.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(behind.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whatIsRequestedBeforeThereIsASubscriptionIsRequestedOfIt() {
        List<Flow.Subscriber<? super Object>> subscribers = new ArrayList<>();
        ForeignPublisher foreign = foreign(subscribers::add);
        Notes receiver = new Receiver();
        foreign.subscribe(receiver);
        foreign.request(1);

        subscribers.get(0).onSubscribe(new Subscription(() -> subscribers.get(0).onNext("item")));

        assertThat(requested).containsExactly(1L);
        assertThat(receiver.told()).containsExactly("item");
    }

    /** A client may cancel before its call has its publisher, which then has to let go of what it holds. */
    @Test
    void aPublisherThatIsCancelledBeforeItIsSubscribedToHearsOfBoth() {
        AtomicBoolean interrupted = new AtomicBoolean();
        ForeignPublisher publisher = new ForeignPublisher(
                subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        requested.add(n);
                    }

                    @Override
                    public void cancel() {
                        interrupted.set(Thread.currentThread().isInterrupted());
                        cancelled.incrementAndGet();
                    }
                }),
                executor,
                failures::add);
        Notes hasty = new Hasty();
        publisher.subscribe(hasty);

        assertThat(cancelled).hasValue(1);
        assertThat(interrupted).isFalse();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(requested).isEmpty();
        assertThat(hasty.told()).isEmpty();
    }

    /** Wherever the two meet. */
    @Test
    void aPublisherThatIsCancelledWhileItIsSubscribedToHearsOfThat() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 20_000; i++) {
                AtomicInteger heard = new AtomicInteger();
                ForeignPublisher foreign = new ForeignPublisher(
                        subscriber -> subscriber.onSubscribe(new Subscription(() -> {}) {
                            @Override
                            public void cancel() {
                                heard.incrementAndGet();
                            }
                        }),
                        Runnable::run,
                        failures::add);
                AtomicBoolean begun = new AtomicBoolean();
                Future<?> cancel = other.submit(() -> {
                    while (!begun.get()) {
                        Thread.onSpinWait();
                    }
                    foreign.cancel();
                });
                foreign.subscribe(new Receiver() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        begun.set(true);
                    }
                });
                cancel.get();

                assertThat(heard).as("round %d", i).hasPositiveValue();
            }
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void oneThatWaitsWhenItIsSubscribedToForNobodyIsInterrupted() {
        AtomicBoolean interrupted = new AtomicBoolean();
        ForeignPublisher publisher = new ForeignPublisher(
                subscriber -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                },
                executor,
                failures::add);

        publisher.subscribe(new Hasty());

        assertThat(interrupted).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Cancels at once. */
    private static final class Hasty extends Notes {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }
    }

    @Test
    void aSubscriptionThatNobodyNeedsIsCancelled() {
        ForeignPublisher early = foreign(subscriber -> {
            given.join().cancel();
            subscriber.onSubscribe(new Subscription(() -> {}));
        });
        early.subscribe(new Receiver());
        assertThat(cancelled).as("the one that came behind its end").hasValue(1);
        assertThat(executor.waiting()).isZero();
        cancelled.set(0);

        List<Flow.Subscriber<? super Object>> subscribers = new ArrayList<>();
        ForeignPublisher foreign = foreign(subscribers::add);
        foreign.subscribe(new Receiver());
        subscribers.get(0).onSubscribe(new Subscription(() -> {}));
        subscribers.get(0).onSubscribe(new Subscription(() -> {}));
        assertThat(cancelled).as("the second").hasValue(1);

        foreign.cancel();
        subscribers.get(0).onSubscribe(new Subscription(() -> {}));
        assertThat(cancelled).as("the late one").hasValue(2);
    }

    @Test
    void whatAPublisherThrowsWhenItIsCancelledIsTold() {
        ForeignPublisher foreign = foreign(subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                throw new StackOverflowError("announced");
            }
        }));
        foreign.subscribe(new Receiver());
        foreign.cancel();
        executor.run();
        await().until(() -> failures.size() == 1);
    }
}
