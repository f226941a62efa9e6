package org.presencehub.connection.outbound;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.Waiters;

/** Sends what a connection has to be sent, in order: one write under way, and whatever waits meanwhile leaves as one batch. Thread-safe. */
public final class Outbound implements BroadcastLog.Follower {
    private final SendLimits limits;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private final Listener listener;
    private final DrainLoop loop =
            new DrainLoop(this::next, OutboundLog::sendingFailed); // a server may tell the outcome of a write inline

    @GuardedBy("this")
    private final SendQueue backlog;

    @GuardedBy("this")
    private @Nullable Transport transport;

    @GuardedBy("this")
    private @Nullable Write underWay;

    /** What may have to be sent again; null where a lost transport is the end. */
    @GuardedBy("this")
    private @Nullable ReplayBuffer unacknowledged;

    @GuardedBy("this")
    private final ArrayDeque<Batch> again = new ArrayDeque<>(); // before all else, on a transport that took over

    @GuardedBy("this")
    private boolean corked; // until what has to be done before is done

    @GuardedBy("this")
    private boolean held; // until the client has shown that it counts

    @GuardedBy("this")
    private boolean waitsForTurn; // of the fan-out

    @GuardedBy("this")
    private long
            waitingSince; // nanoseconds; when the client last acknowledged, or could first be waited for, parked times
    // left out

    @GuardedBy("this")
    private @Nullable Replays replays;

    @GuardedBy("this")
    private @Nullable Long quietUntil; // nanoseconds; too much was sent again lately

    @GuardedBy("this")
    private long parkedAt; // nanoseconds

    @GuardedBy("this")
    private long stalledBefore; // nanoseconds that writes took which transports were lost with, since one got through

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

    /** One batch on its way. A transport that tells its outcome twice, or after all was closed, changes nothing. */
    private final class Write implements Runnable, Transport.WriteOutcome {
        final Transport carrier;
        final Batch batch;
        final Batch whole;
        final boolean repeated; // the client was sent it before
        final long copied; // bytes, by the server
        private volatile long since = nanoTime.getAsLong(); // or since it was asked for

        Write(Transport carrier, Batch batch, boolean repeated) {
            this.carrier = carrier;
            this.batch = batch;
            this.repeated = repeated;
            whole = batch.whole();
            if (whole != batch) {
                whole.hold(memory);
            }
            copied = batch.size() < MemoryBudget.PAGE || !carrier.copies(whole) ? 0 : batch.size();
            if (copied > 0) {
                memory.add(copied);
            }
        }

        /** {@return how many bytes it holds: of the batch its share, and the server's copy} */
        long heldBytes() {
            return whole.share() + copied;
        }

        /** Nobody needs it any more for writing. */
        void release() {
            if (copied > 0) {
                memory.add(-copied);
            }
            batch.release(memory);
            if (whole != batch) {
                whole.release(memory);
            }
        }

        @Override
        public void run() {
            try {
                carrier.write(whole, this);
            } catch (RuntimeException | Error e) { // a transport must not throw
                failed(e);
            }
        }

        /** To be called by one thread at a time. */
        long lastedUntil(long nanos) {
            if (carrier.isUnasked()) {
                since = nanos;
            }
            return nanos - since;
        }

        @Override
        public void written() {
            if (conclude(this)) {
                listener.sent(batch.size());
                loop.run();
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (abandon(this)) {
                listener.broken(carrier, cause);
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
     * @param hold whether to send nothing before {@link #release()}
     */
    public synchronized void keep(Resumption resumption, boolean hold) {
        unacknowledged = new ReplayBuffer(resumption.capacity(), resumption.preface(), memory);
        replays = new Replays(resumption.capacity(), nanoTime.getAsLong());
        waitingSince = nanoTime.getAsLong();
        held = hold;
    }

    /** The client counts what it is sent. */
    public void release() {
        synchronized (this) {
            held = false;
        }
        loop.run();
    }

    /** The client has processed all up to this number. */
    public void acknowledge(long number) {
        synchronized (this) {
            int progress = unacknowledged == null ? 0 : unacknowledged.acknowledge(number);
            if (progress > 0 && replays != null) { // or else anybody could keep himself from being slow
                replays.progress(progress);
                waitingSince = nanoTime.getAsLong();
                stalledBefore = 0;
            }
        }
        loop.run();
    }

    /** Sends nothing until {@link #resume}; entries wait. */
    public synchronized void park() {
        if (transport != null) {
            parkedAt = nanoTime.getAsLong();
            stalledBefore += underWay == null ? 0 : underWay.lastedUntil(parkedAt);
        }
        if (quietUntil != null && replays != null) {
            replays.cancel();
            waitingSince -= Math.max(0, quietUntil - nanoTime.getAsLong()); // that much of its time has not been waited
        }
        quietUntil = null;
        transport = null;
        dropWrite();
        dropAgain();
    }

    @GuardedBy("this")
    private void dropAgain() {
        again.forEach(batch -> batch.release(memory));
        again.clear();
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
        if (state == State.OPEN && unacknowledged != null && replays != null) {
            park();
            transport = next;
            again.addAll(unacknowledged.again());
            again.forEach(batch -> batch.hold(memory)); // what is acknowledged meanwhile is still here
            long now = nanoTime.getAsLong();
            long begin = replays.begin(unacknowledged.bytes(), now);
            waitingSince += begin - parkedAt; // what a client resets by coming back is no clock
            quietUntil = begin;
            held = false;
            speak(now);
        }
    }

    /** Goes on where it is time for what comes again. */
    public void tick(long nanos) {
        boolean spoken;
        synchronized (this) {
            spoken = speak(nanos);
        }
        if (spoken) {
            loop.run();
        }
    }

    @GuardedBy("this")
    private boolean speak(long nanos) {
        if (quietUntil == null || replays == null || nanos - quietUntil < 0) {
            return false;
        }
        replays.begun();
        quietUntil = null;
        return true;
    }

    /** Sends what is due. */
    public void proceed() {
        loop.run();
    }

    /** Queues an entry, whatever waits: what all queues hold together is bounded. {@return whether it was taken} */
    @CanIgnoreReturnValue
    public boolean add(Batch batch) {
        return offer(batch, false);
    }

    /** Queues an entry, and sends it when the task is done. What is queued meanwhile waits behind it. */
    public void add(Batch batch, Runnable before) {
        synchronized (this) {
            corked = true;
        }
        try {
            offer(batch, false);
            before.run();
        } finally {
            synchronized (this) {
                corked = false;
            }
            loop.run();
        }
    }

    /** Queues an entry that leaves when the fan-out comes to it, if it does not before. {@return whether it was taken} */
    public boolean add(Batch batch, FanOut fanOut) {
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

    /** Queues an entry behind which the log's entries for those who watch begin. */
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

    /** Sends what a log holds from now on. To be called once. */
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

    /**
     * Runs the task, which must not wait, when little waits to be sent: at once, or on the thread that hears so; never after the end. Of many, the
     * one that has waited longest is first, and what it sends counts for the next.
     */
    public void whenWritable(Runnable task) {
        synchronized (this) {
            if (state != State.CLOSED) {
                waiters.add(task);
            }
        }
        loop.run();
    }

    /** The log's entries for those who watch are sent no more. */
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

    /** {@return whether so much waits that who sends more should know} */
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
        return backlog.bytes() + (underWay == null ? 0 : Math.min(Batch.FRAME_SIZE, underWay.batch.size()));
    }

    @GuardedBy("this")
    private boolean isBlocked() {
        return underWay != null || transport == null || isQuiet() || waitsForClient();
    }

    @GuardedBy("this")
    private boolean isQuiet() {
        return state == State.OPEN && quietUntil != null;
    }

    /** Last words leave in any case. */
    @GuardedBy("this")
    private boolean waitsForClient() {
        return state == State.OPEN && (held || (unacknowledged != null && unacknowledged.isFull()));
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
        dropAgain();
        if (unacknowledged != null) {
            unacknowledged.clear();
            unacknowledged = null;
        }
    }

    /** {@return how many bytes are held for what waits and what may have to be sent again, of what others hold, too, the share} */
    public synchronized long heldBytes() {
        return backlog.heldBytes()
                + (underWay == null ? 0 : underWay.heldBytes())
                + (unacknowledged == null ? 0 : unacknowledged.heldBytes())
                + logShare;
    }

    /** {@return how many bytes wait, those being written included} */
    public synchronized int queuedBytes() {
        long queued = backlog.bytes() + (underWay == null ? 0 : underWay.batch.size());
        return (int) Math.min(Integer.MAX_VALUE, queued);
    }

    /** {@return whether the client has kept others waiting for too long: by the write under way, or by acknowledging nothing} */
    public boolean isStalled(long nanos) {
        Write write;
        synchronized (this) {
            write = underWay;
        }
        return stalledFor(nanos) > limits.patience(write == null ? 0 : write.batch.size());
    }

    /** {@return for how many nanoseconds it has} */
    long stalledFor(long nanos) {
        Write write;
        long before;
        synchronized (this) {
            write = underWay;
            before = stalledBefore;
            if (write == null) {
                return transport != null && waitsForClient() && queuedBytes() > 0 ? nanos - waitingSince : 0;
            }
        }
        return before + write.lastedUntil(nanos);
    }

    private synchronized boolean conclude(Write write) {
        if (underWay != write) {
            return false;
        }
        dropWrite();
        if (!write.repeated) {
            stalledBefore = 0;
        }
        if (behind) { // it may have caught up; who is not cannot fall behind by this
            judge();
        }
        return true;
    }

    private synchronized boolean abandon(Write write) {
        long stalled = stalledBefore + write.lastedUntil(nanoTime.getAsLong());
        boolean abandoned = conclude(write);
        if (abandoned) {
            stalledBefore = stalled;
        }
        if (abandoned && unacknowledged != null && state == State.OPEN) {
            park();
        } else if (abandoned) {
            close();
        }
        return abandoned;
    }

    private synchronized @Nullable Runnable next() {
        if (corked) {
            return null;
        }
        if (underWay == null && state != State.CLOSED) {
            boolean repeated = !again.isEmpty();
            Batch due = transport == null || isQuiet() ? null : due();
            if (transport != null && due != null) {
                underWay = new Write(transport, due, repeated);
                return underWay;
            }
            if (state == State.FINISHING) {
                state = State.CLOSED;
                return listener::finished;
            }
        }
        return !waiters.isEmpty() && queuedBytes() < Batch.FRAME_SIZE ? waiters.next() : null;
    }

    @GuardedBy("this")
    private @Nullable Batch due() {
        if (!again.isEmpty()) {
            return again.remove();
        }
        Batch due = waitsForClient() ? null : backlog.take(state == State.FINISHING);
        if (due != null && unacknowledged != null) {
            unacknowledged.add(due);
            if (unacknowledged.isFull()) {
                waitingSince = nanoTime.getAsLong(); // whoever was sent little had nothing to acknowledge
            }
        }
        return due;
    }
}
