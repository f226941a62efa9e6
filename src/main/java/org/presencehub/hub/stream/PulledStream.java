package org.presencehub.hub.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.Attempt;

/**
 * A Java stream for one subscriber: an item is taken from it, on the thread that asks, when it is asked for. Thread-safe.
 *
 * <p>A thread that is in it when it is cancelled is interrupted: nobody waits for the item any more, and it may never come. The stream is closed in
 * any case, at its end, or when it is cancelled, but not while a thread is in it.
 */
final class PulledStream implements Flow.Publisher<Object>, Flow.Subscription {
    private final Stream<?> stream;
    private final Executor executor;
    private final Consumer<Throwable> onFailureToClose;
    private final Interruptible application = new Interruptible();
    private @Nullable Iterator<?> items; // touched by one thread at a time, in turn
    private Runnable outcome = () -> {}; // so is this

    @GuardedBy("this")
    private Flow.@Nullable Subscriber<? super Object> subscriber;

    @GuardedBy("this")
    private boolean pulling;

    @GuardedBy("this")
    private boolean over;

    /** @param executor closes what is cancelled while no thread is in it: that is the application's code, too */
    PulledStream(Stream<?> stream, Executor executor, Consumer<Throwable> onFailureToClose) {
        this.stream = stream;
        this.executor = executor;
        this.onFailureToClose = onFailureToClose;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Object> only) {
        synchronized (this) {
            subscriber = only;
        }
        only.onSubscribe(this);
    }

    /** @param n 1 */
    @Override
    public void request(long n) {
        Flow.Subscriber<? super Object> receiver;
        synchronized (this) {
            receiver = subscriber;
            if (over || pulling || receiver == null) {
                return;
            }
            pulling = true;
        }
        application.enter(() -> outcome = pull(receiver));
        if (leave()) {
            close();
        } else {
            outcome.run();
        }
    }

    /** {@return whether it was cancelled meanwhile} */
    private synchronized boolean leave() {
        pulling = false;
        return over;
    }

    private Runnable pull(Flow.Subscriber<? super Object> receiver) {
        try {
            if (items == null) {
                items = stream.iterator();
            }
            if (items.hasNext()) {
                Object item = items.next();
                return () -> receiver.onNext(item);
            }
            return () -> {
                end();
                receiver.onComplete();
            };
        } catch (Throwable e) { // of what the application computes, which may throw what it does not declare
            return () -> {
                end();
                receiver.onError(e);
            };
        }
    }

    /** On the thread that pulled: the subscriber hears of the end when all is closed. */
    private void end() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        close();
    }

    /** Never waits: what is the application's runs elsewhere. */
    @Override
    public void cancel() {
        boolean idle;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            idle = !pulling;
        }
        application.interrupt();
        if (idle) {
            executor.execute(this::close);
        }
    }

    private void close() {
        Attempt.run(stream::close, onFailureToClose);
    }
}
