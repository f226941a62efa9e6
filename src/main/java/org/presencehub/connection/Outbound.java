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
final class Outbound implements Transport.WriteOutcome {
    /** A frame above this gains nothing by being larger, and a slow reader would be noticed later. */
    private static final int BATCH_SIZE = 64 * 1024;

    private final int maxQueued;
    private final LongSupplier nanoTime;
    private final Listener listener;

    @GuardedBy("this")
    private final ArrayDeque<Batch> queue = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private int queued; // bytes, those being written included

    @GuardedBy("this")
    private int writing; // bytes

    @GuardedBy("this")
    private long writingSince;

    /** A thread is in {@link #drain()}: an outcome told on that very thread must not recurse, since a server may tell it inline. */
    @GuardedBy("this")
    private boolean draining;

    @GuardedBy("this")
    private State state = State.OPEN;

    private enum State {
        /** Takes entries. */
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

        /** A write failed. */
        void broken(Throwable cause);

        /** {@link #finish()} was called and all is sent. */
        void finished();
    }

    Outbound(int maxQueued, LongSupplier nanoTime, Listener listener) {
        this.maxQueued = maxQueued;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Sends from now on through this transport. */
    void attach(Transport attached) {
        synchronized (this) {
            transport = attached;
        }
        drain();
    }

    /** Queues an entry; one that is larger than the bound is taken if nothing else waits. */
    void add(Batch batch) {
        boolean taken;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            taken = queued == 0 || queued + batch.size() <= maxQueued;
            if (taken) {
                queue.add(batch);
                queued += batch.size();
            }
        }
        if (taken) {
            drain();
        } else {
            listener.overflowed();
        }
    }

    /** Takes no more entries, and tells when the last one is sent. */
    void finish() {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.FINISHING;
        }
        drain();
    }

    /** Drops whatever waits. */
    synchronized void close() {
        state = State.CLOSED;
        queue.clear();
        queued = writing;
    }

    /** {@return how many bytes wait, those being written included} */
    synchronized int queuedBytes() {
        return queued;
    }

    /** {@return for how many nanoseconds the write under way has lasted; 0 if there is none} */
    synchronized long stalledFor(long nanos) {
        return writing == 0 ? 0 : nanos - writingSince;
    }

    @Override
    public void written() {
        wrote();
        drain();
    }

    @Override
    public void failed(Throwable cause) {
        wrote();
        close();
        listener.broken(cause);
    }

    private synchronized void wrote() {
        queued -= writing;
        writing = 0;
    }

    private void drain() {
        synchronized (this) {
            if (draining || transport == null) {
                return;
            }
            draining = true;
        }
        for (Write next = next(); next != null; next = next()) {
            next.transport.write(next.batch, this);
        }
        boolean finished;
        synchronized (this) {
            finished = state == State.FINISHING && writing == 0 && queue.isEmpty();
            if (finished) {
                state = State.CLOSED;
            }
        }
        if (finished) {
            listener.finished();
        }
    }

    private record Write(Transport transport, Batch batch) {}

    /** {@return what to write next, or null and the end of draining, decided in one step so that no entry is left behind} */
    private synchronized @Nullable Write next() {
        if (writing > 0 || queue.isEmpty() || transport == null || state == State.CLOSED) {
            draining = false;
            return null;
        }
        Batch batch = Batch.join(take());
        writing = batch.size();
        writingSince = nanoTime.getAsLong();
        return new Write(transport, batch);
    }

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
        return next.binary() == first.binary() && size + next.size() <= BATCH_SIZE;
    }
}
