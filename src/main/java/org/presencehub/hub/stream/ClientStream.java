package org.presencehub.hub.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubException;
import org.presencehub.binding.Misfit;
import org.presencehub.connection.Connection;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.hub.runtime.HubLog;
import org.presencehub.hub.runtime.HubRuntime;
import org.presencehub.hub.runtime.SharedThreads;
import org.presencehub.protocol.Payload;
import org.presencehub.work.DrainLoop;

/**
 * A stream that a client sends, for the one subscriber that a hub method gives it. Thread-safe.
 *
 * <p>Items wait for the subscriber, so many of them, and so many bytes of all streams of a connection; while there are more, the connection is
 * not read. The subscriber is told on threads of their own.
 */
public final class ClientStream implements Flow.Publisher<@Nullable Object>, Flow.Subscription {
    /** Then others who wait for a thread have their turn. */
    private static final int BURST = 64;

    private static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final HubRuntime hub;
    private final Connection connection;
    private final String target;
    private final int number;
    private final Type type;
    private final AtomicLong held;
    private final DrainLoop telling;

    @GuardedBy("this")
    private final ArrayDeque<Payload> waiting = new ArrayDeque<>(0);

    @GuardedBy("this")
    private Flow.@Nullable Subscriber<? super Object> subscriber;

    @GuardedBy("this")
    private boolean ready; // the subscriber knows its subscription

    @GuardedBy("this")
    private long demand;

    @GuardedBy("this")
    private long taken; // items, to be told

    @GuardedBy("this")
    private @Nullable InboundMessage paused; // its turn lasts while there is no room

    @GuardedBy("this")
    private @Nullable End end; // nothing comes behind what waits

    @GuardedBy("this")
    private boolean over; // nothing more is told

    /** How a stream ends: with a cause, or well. */
    private record End(@Nullable Throwable cause) {}

    /**
     * @param target the method that reads it
     * @param number which of the method's streams it is, from 1 on
     * @param type what its items are
     * @param held how many bytes wait in all streams of the connection
     */
    ClientStream(HubRuntime hub, Connection connection, String target, int number, Type type, AtomicLong held) {
        this.hub = hub;
        this.connection = connection;
        this.held = held;
        this.target = target;
        this.number = number;
        this.type = type;
        SharedThreads.Place place = new SharedThreads.Place(hub.path(), target);
        telling = new DrainLoop(
                task -> hub.threads().subscribers().execute(connection.opener().account(), place, task),
                BURST,
                this::next,
                this::thrown);
    }

    /** @param message is done at once, or when there is room for more */
    void item(Payload item, InboundMessage message) {
        boolean full = false;
        synchronized (this) {
            if (!over && end == null) {
                waiting.add(item.alone());
                full = hold(item.length()) > mostBytes() || waiting.size() > mostItems();
                paused = full ? message : null;
            }
        }
        schedule();
        if (!full) {
            message.done();
        }
    }

    private int mostItems() {
        return hub.options().calls().streamBuffer();
    }

    private int mostBytes() {
        return hub.options().connections().receive().maxBacklog();
    }

    /** The client has sent all, or says why not. */
    void complete(@Nullable String error) {
        end(error == null ? null : new HubException(error), false);
    }

    /** Nobody reads it any more, or it will not be whole. */
    void drop(Throwable cause) {
        end(cause, true);
    }

    private void end(@Nullable Throwable cause, boolean now) {
        InboundMessage reading = null;
        synchronized (this) {
            if (end == null || now) {
                end = new End(cause);
            }
            if (now) {
                reading = clear();
            }
        }
        resume(reading);
        schedule();
    }

    @GuardedBy("this")
    private @Nullable InboundMessage clear() {
        waiting.forEach(item -> hold(-item.length()));
        waiting.clear();
        return takePaused();
    }

    @GuardedBy("this")
    private @Nullable InboundMessage takePaused() {
        InboundMessage reading = paused;
        paused = null;
        return reading;
    }

    /** Not here: what is next may be run at once, and must not be in the midst of a hub method's transaction. */
    private void resume(@Nullable InboundMessage message) {
        if (message != null) {
            hub.threads().prompt().execute(message::done);
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super @Nullable Object> given) {
        Objects.requireNonNull(given);
        synchronized (this) {
            if (subscriber == null) {
                subscriber = given;
            }
        }
        if (isOf(given)) {
            given.onSubscribe(this);
            synchronized (this) {
                ready = true;
            }
            schedule();
        } else {
            given.onSubscribe(NONE);
            given.onError(new IllegalStateException("A stream that a client sends has one subscriber."));
        }
    }

    private synchronized boolean isOf(Flow.Subscriber<?> given) {
        return subscriber == given && !ready;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            drop(new IllegalArgumentException("Only a positive number of items can be asked for."));
            return;
        }
        synchronized (this) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        }
        schedule();
    }

    @Override
    public void cancel() {
        InboundMessage reading;
        synchronized (this) {
            over = true;
            reading = clear();
        }
        resume(reading);
    }

    private void schedule() {
        if (hasNews()) {
            telling.start();
        }
    }

    private synchronized boolean hasNews() {
        return isDue();
    }

    @GuardedBy("this")
    private boolean isDue() {
        return ready && !over && (waiting.isEmpty() ? end != null : demand > 0);
    }

    /** A subscriber must not throw. */
    private void thrown(Throwable cause) {
        failed(cause);
        cancel();
    }

    private void failed(Throwable cause) {
        HubLog.failed(hub.path(), connection.id(), "Reading a stream in the hub method '" + target + "'", cause);
    }

    private @Nullable Runnable next() {
        InboundMessage reading = null;
        Runnable step = null;
        synchronized (this) {
            Flow.Subscriber<? super Object> told = subscriber;
            if (told != null && isDue()) {
                if (waiting.isEmpty()) {
                    over = true;
                    step = ending(told, Objects.requireNonNull(end));
                } else {
                    Payload item = waiting.remove();
                    hold(-item.length());
                    demand--;
                    reading = takePaused(); // more than may wait was there
                    long position = ++taken;
                    step = () -> deliver(item, position, told);
                }
            }
        }
        resume(reading);
        return step;
    }

    /** {@return how many bytes wait in all streams of the connection, with these} */
    private long hold(long bytes) {
        connection.hold(bytes);
        return held.addAndGet(bytes);
    }

    private static Runnable ending(Flow.Subscriber<?> told, End end) {
        Throwable cause = end.cause;
        return cause == null ? told::onComplete : () -> told.onError(cause);
    }

    private void deliver(Payload payload, long position, Flow.Subscriber<? super Object> told) {
        @Nullable Throwable cause = null;
        Object item = null;
        try {
            item = hub.binding().read(payload, type);
        } catch (JsonbException | Error e) { // an error of a class that cannot be loaded, say
            cause = e;
        }
        if (item == null) { // nor does null fit: Reactive Streams know none (2.13)
            cancel();
            told.onError(refused(payload, position, cause));
        } else {
            told.onNext(item);
        }
    }

    private HubException refused(Payload item, long position, @Nullable Throwable cause) {
        Supplier<String> why =
                () -> "Item " + position + " of stream " + number + ", " + Misfit.of(item, type, cause) + ".";
        if (cause instanceof Error) {
            failed(cause);
        } else {
            HubLog.refusedItem(hub.path(), connection.id(), target, why);
        }
        return new HubException(hub.errors().streamItem(why));
    }
}
