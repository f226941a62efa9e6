package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Java stream for one subscriber: an item is taken from it, on the thread that asks, when it is asked for. Thread-safe.
 *
 * <p>It is closed in any case: at its end, or when it is cancelled, but not while a thread is in it.
 */
final class PulledStream implements Flow.Publisher<Object>, Flow.Subscription {
    private final Stream<?> stream;
    private final Consumer<RuntimeException> onFailureToClose;
    private @Nullable Iterator<?> items; // touched by one thread at a time, in turn

    @GuardedBy("this")
    private Flow.@Nullable Subscriber<? super Object> subscriber;

    @GuardedBy("this")
    private boolean pulling;

    @GuardedBy("this")
    private boolean over;

    PulledStream(Stream<?> stream, Consumer<RuntimeException> onFailureToClose) {
        this.stream = stream;
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
        Runnable outcome = pull(receiver);
        boolean cancelled;
        synchronized (this) {
            pulling = false;
            cancelled = over;
        }
        if (cancelled) {
            close();
        } else {
            outcome.run();
        }
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
                cancel();
                receiver.onComplete();
            };
        } catch (RuntimeException | Error e) { // of what the application computes
            return () -> {
                cancel();
                receiver.onError(e);
            };
        }
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            if (pulling) {
                return;
            }
        }
        close();
    }

    private void close() {
        try {
            stream.close();
        } catch (RuntimeException e) {
            onFailureToClose.accept(e);
        }
    }
}
