package org.presencehub.hub.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.Attempt;

/**
 * A publisher of the application for one subscriber. Thread-safe.
 *
 * <p>It must not block (Reactive Streams, 3.4), but who takes what it publishes from a queue does: a thread of ours that waits in it when it is
 * cancelled is interrupted, and whoever cancels does not wait. So the subscriber has a subscription of ours, before the publisher gives its own.
 */
final class ForeignPublisher implements Flow.Publisher<Object>, Flow.Subscription {
    private final Flow.Publisher<Object> publisher;
    private final Executor executor;
    private final Consumer<Throwable> onFailureToCancel;
    private final Interruptible application = new Interruptible();

    @GuardedBy("this")
    private Flow.@Nullable Subscription subscription;

    @GuardedBy("this")
    private long early; // items that were requested before there was one

    @GuardedBy("this")
    private boolean subscribing; // or done with that

    @GuardedBy("this")
    private boolean unwanted; // it was cancelled before

    /** @param executor cancels what has to be cancelled: that is the application's code, too */
    ForeignPublisher(Flow.Publisher<Object> publisher, Executor executor, Consumer<Throwable> onFailureToCancel) {
        this.publisher = publisher;
        this.executor = executor;
        this.onFailureToCancel = onFailureToCancel;
    }

    /** Also for nobody, if the client has cancelled by now: a publisher that was made is to hear that, or else what it holds would stay. */
    @Override
    public void subscribe(Flow.Subscriber<? super Object> only) {
        only.onSubscribe(this);
        application.enter(() -> {
            if (isForNobody()) {
                application.interrupt(); // it has nothing to wait for
            }
            publisher.subscribe(new Listener(only));
        });
    }

    /** In the application's code already: whoever cancels from now on interrupts that, and did not keep it from being entered. */
    private synchronized boolean isForNobody() {
        subscribing = true;
        return unwanted;
    }

    @Override
    public void request(long n) {
        Flow.Subscription given;
        synchronized (this) {
            given = subscription;
            if (given == null) {
                early += n;
                return;
            }
        }
        application.enter(() -> given.request(n));
    }

    /** Never waits. */
    @Override
    public void cancel() {
        synchronized (this) {
            unwanted = !subscribing;
            if (unwanted) {
                return;
            }
        }
        application.interrupt();
        Flow.Subscription given = given(); // looked at behind: who gives one looks in the opposite order
        if (given != null) {
            executor.execute(() -> Attempt.run(given::cancel, onFailureToCancel));
        }
    }

    private synchronized Flow.@Nullable Subscription given() {
        return subscription;
    }

    private void subscribed(Flow.Subscription given) {
        boolean wanted;
        long due;
        synchronized (this) {
            wanted = subscription == null && !application.isOver(); // Reactive Streams, 2.5
            if (wanted) {
                subscription = given;
            }
            due = early;
        }
        if (!wanted) {
            Interruptible.leave(given::cancel);
        } else if (due > 0) {
            given.request(due);
        }
    }

    /** What the publisher calls is ours: there nobody interrupts a thread. */
    private final class Listener implements Flow.Subscriber<Object> {
        private final Flow.Subscriber<? super Object> subscriber;

        Listener(Flow.Subscriber<? super Object> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscribed(given);
        }

        @Override
        public void onNext(Object item) {
            Interruptible.leave(() -> subscriber.onNext(item));
        }

        @Override
        public void onError(Throwable cause) {
            Interruptible.leave(() -> subscriber.onError(cause));
        }

        @Override
        public void onComplete() {
            Interruptible.leave(subscriber::onComplete);
        }
    }
}
