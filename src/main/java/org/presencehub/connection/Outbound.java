package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has still to be sent, in order: one write under way, and whatever queued meanwhile leaves as one batch. Thread-safe.
 *
 * <p>All entries are private to it. A log that a hub's connections share would be merged in here, by position.
 */
final class Outbound {
    /** A frame above this gains nothing by being larger, and a slow reader would be noticed later. */
    static final int FRAME_SIZE = 64 * 1024;

    private final int maxQueued;
    private final LongSupplier nanoTime;
    private final Listener listener;

    @GuardedBy("this")
    private final ArrayDeque<Batch> queue = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private @Nullable Write underWay;

    @GuardedBy("this")
    private int queued; // bytes, those under way included

    /** A thread is in {@link #drain()}: an outcome told on that very thread must not recurse, since a server may tell it inline. */
    @GuardedBy("this")
    private boolean draining;

    @GuardedBy("this")
    private State state = State.DETACHED;

    private enum State {
        /** Has no transport yet: takes nothing. */
        DETACHED,
        /** Takes entries and sends them. */
        OPEN,
        /** Takes no more, sends what it has. */
        FINISHING,
        /** Takes and sends nothing. */
        CLOSED
    }

    /** Hears, without a lock held, what the connection has to act upon. */
    interface Listener {
        /** More waits than may: the entry was not taken. */
        void overflowed();

        /** A write failed: nothing is sent any more. */
        void broken(Throwable cause);

        /** {@link Outbound#finish} was called and all is sent. */
        void finished();
    }

    /** One batch on its way. A transport that tells its outcome twice, or after all was closed, changes nothing. */
    private final class Write implements Runnable, Transport.WriteOutcome {
        final Transport carrier;
        final Batch batch;
        final long since = nanoTime.getAsLong();

        Write(Transport carrier, Batch batch) {
            this.carrier = carrier;
            this.batch = batch;
        }

        @Override
        public void run() {
            carrier.write(batch, this);
        }

        @Override
        public void written() {
            if (conclude(this)) {
                drain();
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (abandon(this)) {
                listener.broken(cause);
            }
        }
    }

    Outbound(int maxQueued, LongSupplier nanoTime, Listener listener) {
        this.maxQueued = maxQueued;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Takes entries from now on, and sends them through this transport. */
    synchronized void attach(Transport attached) {
        if (state == State.DETACHED) {
            transport = attached;
            state = State.OPEN;
        }
    }

    /** Queues an entry; one that is larger than the bound is taken if nothing else waits. */
    void add(Batch batch) {
        boolean taken;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            taken = enqueue(batch);
        }
        if (taken) {
            drain();
        } else {
            listener.overflowed();
        }
    }

    /** Takes this as the last entry, if there is room for it, and tells when all is sent. */
    void finish(Batch lastWords) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            if (state == State.OPEN) {
                enqueue(lastWords);
            }
            state = State.FINISHING;
        }
        drain();
    }

    @GuardedBy("this")
    private boolean enqueue(Batch batch) {
        boolean fits = queued == 0 || batch.size() <= maxQueued - queued;
        if (fits) {
            queue.add(batch);
            queued += batch.size();
        }
        return fits;
    }

    /** Drops whatever waits. */
    synchronized void close() {
        state = State.CLOSED;
        queue.clear();
        queued = underWay == null ? 0 : underWay.batch.size();
    }

    /** {@return how many bytes wait, those being written included} */
    synchronized int queuedBytes() {
        return queued;
    }

    /** {@return for how many nanoseconds the write under way has lasted; 0 if there is none} */
    synchronized long stalledFor(long nanos) {
        return underWay == null ? 0 : nanos - underWay.since;
    }

    private synchronized boolean conclude(Write write) {
        if (underWay != write) {
            return false;
        }
        underWay = null;
        queued -= write.batch.size();
        return true;
    }

    private synchronized boolean abandon(Write write) {
        boolean abandoned = conclude(write);
        if (abandoned) {
            close();
        }
        return abandoned;
    }

    private void drain() {
        synchronized (this) {
            if (draining) {
                return;
            }
            draining = true;
        }
        for (Runnable step = next(); step != null; step = next()) {
            step.run();
        }
    }

    /** {@return what to do next, or null and the end of draining, decided in one step so that no entry is left behind} */
    private synchronized @Nullable Runnable next() {
        if (underWay == null && state != State.CLOSED) {
            if (transport != null && !queue.isEmpty()) {
                underWay = new Write(transport, Batch.join(take()));
                return underWay;
            }
            if (state == State.FINISHING) {
                state = State.CLOSED;
                return listener::finished;
            }
        }
        draining = false;
        return null;
    }

    /** {@return the first entry and those behind it that fit into a frame with it} */
    @GuardedBy("this")
    private List<Batch> take() {
        List<Batch> taken = new ArrayList<>();
        Batch first = queue.remove();
        taken.add(first);
        int size = first.size();
        for (Batch next = queue.peek(); next != null && joins(first, size, next); next = queue.peek()) {
            taken.add(queue.remove());
            size += next.size();
        }
        return taken;
    }

    private static boolean joins(Batch first, int size, Batch next) {
        return next.binary() == first.binary() && next.size() <= FRAME_SIZE - size;
    }
}
