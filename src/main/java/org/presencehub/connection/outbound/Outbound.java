package org.presencehub.connection.outbound;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.Waiters;

/** Sends what a connection has to be sent, in order: one write under way, and whatever waits meanwhile leaves as one batch. Thread-safe. */
public final class Outbound implements Output, BroadcastLog.Follower {
    private final SendLimits limits;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private final Listener listener;
    private final Write.Sender writing = new Writing();
    private final DrainLoop loop =
            new DrainLoop(this::next, OutboundLog::sendingFailed); // a server may tell the outcome of a write inline

    @GuardedBy("this")
    private final SendQueue backlog;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private @Nullable Write underWay;

    @GuardedBy("this")
    private @Nullable Replay replay; // null where a lost transport is the end

    @GuardedBy("this")
    private boolean corked; // until what has to be done before is done

    @GuardedBy("this")
    private boolean waitsForTurn; // of the fan-out

    @GuardedBy("this")
    private boolean waitsForRoom; // in memory

    @GuardedBy("this")
    private final Waiters waiters = new Waiters(); // until little waits to be sent

    private volatile boolean behind; // written under the lock
    private volatile long logShare; // bytes of the log that are there for this one, or its share of them

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
    public interface Listener {
        /** A write failed: nothing is sent any more through this transport. */
        void broken(Transport carrier, Throwable cause);

        /** So many bytes were handed to the network. */
        void sent(int bytes);

        /** {@link Outbound#finish} was called and all is sent. */
        void finished();
    }

    /** Hears what became of writes. */
    private final class Writing implements Write.Sender {
        @Override
        public void written(Write write) {
            if (conclude(write)) {
                listener.sent(write.size());
                loop.run();
            }
        }

        @Override
        public void failed(Write write, Throwable cause) {
            if (abandon(write)) {
                listener.broken(write.carrier(), cause);
            }
        }
    }

    public Outbound(SendLimits limits, MemoryBudget memory, LongSupplier nanoTime, Listener listener) {
        this.limits = limits;
        this.memory = memory;
        backlog = new SendQueue(memory);
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Takes entries from now on, and sends them through this transport. */
    public synchronized void attach(Transport attached) {
        if (state == State.DETACHED) {
            transport = attached;
            state = State.OPEN;
        }
    }

    /**
     * From now on keeps what is sent, until it is acknowledged.
     *
     * @param awaitsCount whether to send nothing before {@link #counted()}
     */
    public synchronized void keep(Resumption resumption, boolean awaitsCount) {
        replay = new Replay(resumption, memory, awaitsCount, nanoTime.getAsLong());
    }

    /** The client counts what it is sent. */
    public void counted() {
        synchronized (this) {
            if (replay != null) {
                replay.counted();
            }
        }
        loop.run();
    }

    /** The client has processed all up to this number. */
    public void acknowledge(long number) {
        synchronized (this) {
            if (replay != null) {
                replay.acknowledge(number, nanoTime.getAsLong());
            }
        }
        loop.run();
    }

    /** Sends nothing until {@link #resume}; entries wait. */
    public synchronized void park() {
        park(nanoTime.getAsLong());
    }

    /** Also where nothing is kept yet: the client may be lost while it asks for that. */
    @GuardedBy("this")
    private void park(long now) {
        if (replay != null) {
            if (transport != null) {
                replay.parked(now);
                replay.stalled(underWay == null ? 0 : underWay.lastedUntil(now));
            }
            replay.interrupt(now);
        }
        transport = null;
        dropWrite();
    }

    @GuardedBy("this")
    private void dropWrite() {
        if (underWay != null) {
            underWay.release();
            underWay = null;
        }
    }

    /** Will go on through this transport, first with what was not acknowledged, when {@link #proceed()} is called. */
    public synchronized void resume(Transport next) {
        if (state == State.OPEN && replay != null && replay.isPossible()) {
            long now = nanoTime.getAsLong();
            park(now);
            transport = next;
            replay.resume(now);
        }
    }

    /** Of the time until now the server has kept the client waiting for so many nanoseconds. */
    public void excuse(long late, long now) {
        Write write;
        synchronized (this) {
            write = underWay;
            if (replay != null) {
                replay.excuse(late, now);
            }
        }
        if (write != null) {
            write.excuse(late, now);
        }
    }

    /** Goes on where it is time for what comes again. */
    public void tick(long nanos) {
        boolean spoken;
        synchronized (this) {
            spoken = replay != null && replay.speak(nanos);
        }
        if (spoken) {
            loop.run();
        }
    }

    /** Sends what is due. */
    public void proceed() {
        loop.run();
    }

    @Override
    @CanIgnoreReturnValue
    public boolean send(Batch batch) {
        return offer(batch, false);
    }

    @Override
    public void send(Batch batch, Runnable before) {
        synchronized (this) {
            corked = true;
        }
        try {
            offer(batch, false); // what is queued meanwhile waits behind it
            before.run();
        } finally {
            synchronized (this) {
                corked = false;
            }
            loop.run();
        }
    }

    @Override
    public boolean send(Batch batch, FanOut fanOut) {
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            enqueue(batch, false);
            judge();
            if (!waitsForTurn) {
                waitsForTurn = true;
                fanOut.add(this);
            }
        }
        memory.relieve();
        return true;
    }

    /** The fan-out has come to it. */
    void takeTurn() {
        synchronized (this) {
            waitsForTurn = false;
        }
        loop.run();
    }

    @Override
    public void watch(Batch first) {
        offer(first, true);
    }

    @CanIgnoreReturnValue
    private boolean offer(Batch batch, boolean watches) {
        synchronized (this) {
            if (state != State.OPEN) {
                return false;
            }
            enqueue(batch, watches);
            judge();
        }
        loop.run();
        memory.relieve();
        return true;
    }

    @GuardedBy("this")
    private void enqueue(Batch batch, boolean watches) {
        if (watches) {
            backlog.watch(batch);
        } else {
            backlog.add(batch);
        }
    }

    @Override
    public void follow(BroadcastLog log, String format) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            backlog.follow(log, format);
            if (behind) {
                backlog.countAsBehind(true);
            }
            log.follow(this); // under the lock, so that a close comes later, and ends it
        }
        loop.run(); // for what was published meanwhile
    }

    @Override
    public void whenWritable(Runnable task) {
        synchronized (this) {
            if (state != State.CLOSED) {
                waiters.add(task);
            }
        }
        loop.run();
    }

    @Override
    public synchronized void unwatch() {
        backlog.unwatch();
    }

    /** Sends what is due. */
    @Override
    public void advance() {
        synchronized (this) {
            judge();
        }
        loop.run();
    }

    @Override
    public synchronized BroadcastLog.@Nullable Position position() {
        return backlog.position();
    }

    @Override
    public void share(long bytes) {
        logShare = bytes;
    }

    @Override
    public boolean isBehind() {
        return behind;
    }

    /** What the log holds counts only while nothing more can be sent: else nobody has been here yet to send it. */
    @GuardedBy("this")
    private void judge() {
        long waiting = isBlocked() ? bytesInTheWay() : backlog.ownBytes();
        fallBehind(state == State.OPEN && waiting > limits.maxBacklog());
    }

    @GuardedBy("this")
    private void fallBehind(boolean now) {
        if (now != behind) {
            behind = now;
            backlog.countAsBehind(now);
        }
    }

    /** Takes this as the last entry, if there is room for it, and tells when all is sent. */
    public void finish(Batch lastWords) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            if (state == State.OPEN) {
                backlog.add(lastWords);
            }
            state = State.FINISHING;
        }
        loop.run();
    }

    /** Of what is being written no more than a frame: one entry may be above the bound, and nobody is behind for that. */
    @GuardedBy("this")
    private long bytesInTheWay() {
        return backlog.bytes() + (underWay == null ? 0 : Math.min(Batch.FRAME_SIZE, underWay.size()));
    }

    @GuardedBy("this")
    private boolean isBlocked() {
        return underWay != null || transport == null || isQuiet() || waitsForClient();
    }

    @GuardedBy("this")
    private boolean isQuiet() {
        return state == State.OPEN && replay != null && replay.isQuiet();
    }

    /** Last words leave in any case. */
    @GuardedBy("this")
    private boolean waitsForClient() {
        return state == State.OPEN && replay != null && replay.waitsForClient();
    }

    /** Drops whatever waits. */
    public synchronized void close() {
        state = State.CLOSED;
        dropWrite(); // nobody minds what becomes of it
        waiters.clear();
        fallBehind(false);
        logShare = 0;
        forget();
        BroadcastLog followed = backlog.clear();
        if (followed != null) {
            followed.unfollow(this);
        }
    }

    /** Drops what waits, and what may have to be sent again. {@return whether a write is under way} */
    public synchronized boolean drop() {
        forget();
        backlog.drop();
        return underWay != null;
    }

    @GuardedBy("this")
    private void forget() {
        if (replay != null) {
            replay.forget();
        }
    }

    /** {@return how many bytes are held for what waits and what may have to be sent again, of what others hold, too, the share} */
    public synchronized long heldBytes() {
        return backlog.heldBytes()
                + (underWay == null ? 0 : underWay.heldBytes())
                + (replay == null ? 0 : replay.heldBytes())
                + logShare;
    }

    @Override
    public synchronized int queuedBytes() {
        long queued = backlog.bytes() + (underWay == null ? 0 : underWay.size());
        return (int) Math.min(Integer.MAX_VALUE, queued);
    }

    /** {@return whether the client has kept others waiting for too long: by the write under way, or by acknowledging nothing} */
    public boolean isStalled(long nanos) {
        Write write;
        synchronized (this) {
            write = underWay;
        }
        return stalledFor(nanos) > limits.patience(write == null ? 0 : write.size());
    }

    /** {@return for how many nanoseconds it has} */
    long stalledFor(long nanos) {
        Write write;
        long before;
        synchronized (this) {
            write = underWay;
            before = replay == null ? 0 : replay.stalledBefore();
            if (write == null) {
                return replay != null && transport != null && waitsForClient() && queuedBytes() > 0
                        ? replay.waitedFor(nanos)
                        : 0;
            }
        }
        return before + write.lastedUntil(nanos);
    }

    private synchronized boolean conclude(Write write) {
        boolean concluded = dropIfUnderWay(write);
        if (concluded && replay != null && !write.isRepeated()) {
            replay.gotThrough();
        }
        return concluded;
    }

    private synchronized boolean abandon(Write write) {
        boolean abandoned = dropIfUnderWay(write);
        if (abandoned && state == State.OPEN && replay != null && replay.isPossible()) {
            long now = nanoTime.getAsLong();
            replay.stalled(write.lastedUntil(now));
            park(now);
        } else if (abandoned) {
            close();
        }
        return abandoned;
    }

    /** {@return whether it was under way} */
    @GuardedBy("this")
    private boolean dropIfUnderWay(Write write) {
        if (underWay != write) {
            return false;
        }
        dropWrite();
        if (behind) { // it may have caught up; who is not cannot fall behind by this
            judge();
        }
        return true;
    }

    private synchronized @Nullable Runnable next() {
        if (corked) {
            return null;
        }
        if (underWay == null && state != State.CLOSED) {
            boolean repeated = replay != null && replay.isRepeating();
            long now = nanoTime.getAsLong();
            Batch due = transport == null || isQuiet() || waitsForMemory() ? null : due(now);
            if (transport != null && due != null) {
                return write(transport, due, repeated, now);
            }
            if (state == State.FINISHING) {
                state = State.CLOSED;
                return listener::finished;
            }
        }
        return !waiters.isEmpty() && queuedBytes() < Batch.FRAME_SIZE ? waiters.next() : null;
    }

    /**
     * What is there in pieces needs memory for the whole, as long as it is written: of long lists that nobody reads, more than closing those who
     * hold most sets free meanwhile.
     */
    @GuardedBy("this")
    private boolean waitsForMemory() {
        boolean needed = (replay != null && replay.isRepeating()) ? replay.isNextInPieces() : backlog.isNextInPieces();
        if (state != State.OPEN || !needed || !memory.isExceeded()) {
            return false;
        }
        if (!waitsForRoom) {
            waitsForRoom = true;
            memory.whenRoom(this::takeRoom);
        }
        return true;
    }

    private void takeRoom() {
        synchronized (this) {
            waitsForRoom = false;
        }
        loop.run();
    }

    @GuardedBy("this")
    private Runnable write(Transport carrier, Batch due, boolean repeated, long now) {
        try {
            Write write = new Write(carrier, due, repeated, memory, now, writing);
            underWay = write;
            return write;
        } catch (OutOfMemoryError e) {
            due.release(memory);
            close();
            return () -> listener.broken(carrier, e);
        }
    }

    @GuardedBy("this")
    private @Nullable Batch due(long now) {
        Batch due = replay == null ? null : replay.next();
        if (due == null && !waitsForClient()) {
            due = backlog.poll(state == State.FINISHING);
            if (due != null && replay != null) {
                replay.sent(due, now);
            }
        }
        return due;
    }
}
