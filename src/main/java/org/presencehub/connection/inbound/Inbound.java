package org.presencehub.connection.inbound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ReceiveLimits;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.Waiters;

/**
 * A connection's input: bytes in any pieces in, whole messages out. Thread-safe.
 *
 * <p>A message is handed over when it has come. Those that ask for a turn have it one at a time and in order; what waits for a turn is bounded,
 * and a transport that can pause reading does so before the bound is reached.
 */
public final class Inbound {
    /** What "no limit" means: arrays end soon after. */
    private static final int UNLIMITED = 1 << 30;

    /** How many messages may wait for their turn; those behind them wait as bytes, which cost less. */
    private static final int MOST_WAITING = 1000;

    /** What a handshake may have, which needs some fifty bytes: SignalR's own message size, as there. */
    private static final int LARGEST_HANDSHAKE = 32 * 1024;

    private final int maxBacklog;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> onFailure;
    private final DrainLoop loop; // a message may be done at once

    @GuardedBy("this")
    private final UnreadBytes unread;

    @GuardedBy("this")
    private int maxMessageSize; // that of the first message, or of those behind it

    private final int maxSizeBehindFirst;

    @GuardedBy("this")
    private final Waiters waiters = new Waiters(); // for room

    @GuardedBy("this")
    private final Turns turns = new Turns();

    @GuardedBy("this")
    private long counted; // bytes in the memory budget, whole pages

    @GuardedBy("this")
    private @Nullable Object source; // whose bytes are taken

    @GuardedBy("this")
    private boolean open; // before, nothing is delivered

    @GuardedBy("this")
    private boolean opening; // the handler is still to be told that bytes will come

    @GuardedBy("this")
    private boolean closed; // takes no more

    @GuardedBy("this")
    private boolean discarded; // nothing has its turn any more

    @GuardedBy("this")
    private @Nullable DisconnectReason end; // to be told when all is delivered

    @GuardedBy("this")
    private boolean ended; // it was told

    private volatile ConnectionHandler handler;
    private volatile boolean serving; // a turn lasts
    private volatile long lastServed; // nanoseconds

    /**
     * @param nanoTime a clock like {@link System#nanoTime()}
     * @param onFailure hears what the handler threw; the message then counts as done
     */
    public Inbound(
            ReceiveLimits limits,
            MemoryBudget memory,
            Delimiter delimiter,
            ConnectionHandler handler,
            LongSupplier nanoTime,
            Consumer<Throwable> onFailure) {
        maxSizeBehindFirst =
                limits.maxMessageSize() == 0 ? UNLIMITED : (int) Math.min(limits.maxMessageSize(), UNLIMITED);
        maxMessageSize = Math.min(LARGEST_HANDSHAKE, maxSizeBehindFirst);
        this.memory = memory;
        this.maxBacklog = limits.maxBacklog();
        unread = new UnreadBytes(delimiter);
        this.handler = handler;
        this.nanoTime = nanoTime;
        this.onFailure = onFailure;
        loop = new DrainLoop(this::next, onFailure);
        lastServed = nanoTime.getAsLong();
    }

    /** {@return who receives the messages} */
    public ConnectionHandler handler() {
        return handler;
    }

    /** {@return for how many nanoseconds nobody has had a turn: 0 during one} */
    public long idleFor(long nanos) {
        return serving ? 0 : nanos - lastServed;
    }

    /** {@return whether a turn lasts} */
    public boolean isServing() {
        return serving;
    }

    /**
     * Goes on with bytes from this source. Those of an unfinished message are forgotten: it comes again. There is room, for those who wait for
     * it, when {@link #proceed()} is called.
     */
    public synchronized void restart(Object next) {
        source = next;
        release();
    }

    /** Delivers what is due. */
    public void proceed() {
        loop.run();
    }

    /** Tells the handler, before all else, that bytes will come. */
    public void open(Object from) {
        synchronized (this) {
            source = from;
            open = true;
            opening = true;
        }
        loop.run();
    }

    /** From the next message on, messages end where this says, and somebody else receives them. To be called while a message is received. */
    public synchronized void continueWith(Delimiter next, ConnectionHandler receiver) {
        unread.delimitBy(next);
        maxMessageSize = maxSizeBehindFirst;
        handler = receiver;
    }

    /** Takes bytes, which are not changed afterwards, from a source that nothing can replace. */
    public void accept(byte[] chunk) {
        accept(null, chunk);
    }

    /** Takes bytes, which are not changed afterwards; none from a source that was replaced. */
    public void accept(@Nullable Object from, byte[] chunk) {
        long flood = 0;
        synchronized (this) {
            if (closed || (from != null && from != source)) {
                return;
            }
            unread.append(chunk);
            count();
            if (flooded()) {
                flood = backlog();
                discard();
            }
        }
        if (flood > 0) {
            refuse(DisconnectReason.FLOODING, flood, maxBacklog);
        } else {
            loop.run();
            relieveMemory();
        }
    }

    /** Others may hold more than this one, but what it would hold now is refused, unless somebody made room. */
    private void relieveMemory() {
        long held = memory.relieve() ? 0 : heldBytes();
        if (held >= MemoryBudget.PAGE) {
            overloaded(held, memory.limit());
        }
    }

    /** Forgets what waits, and tells the handler why. */
    public void overloaded(long held, long limit) {
        discard();
        refuse(DisconnectReason.OVERLOADED, held, limit);
    }

    private void refuse(DisconnectReason reason, long size, long limit) {
        try {
            handler.refused(reason, size, limit);
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    /** Runs the task when there is room for more: at once, or on the thread that makes it. */
    public void whenRoom(Runnable task) {
        synchronized (this) {
            waiters.add(task);
        }
        loop.run();
    }

    /** An unfinished message has room in any case: nothing would ever make it. */
    @GuardedBy("this")
    private boolean hasRoom() {
        return closed || (open && turns.isEmpty()) || backlog() <= maxBacklog / 2;
    }

    /** {@return how many bytes are held for what has not begun: what a {@link #discard()} lets go of} */
    public synchronized long heldBytes() {
        return unread.capacity() + turns.weight();
    }

    /** {@return whether all that came was served, or nobody will} */
    public synchronized boolean isServed() {
        return ended || (turns.isEmpty() && unread.isEmpty());
    }

    /** Has the memory budget know of it. */
    @GuardedBy("this")
    private void count() {
        long pages = (unread.capacity() + turns.wholeWeight()) & -MemoryBudget.PAGE;
        if (pages != counted) {
            memory.add(pages - counted);
            counted = pages;
        }
    }

    /** {@return how many bytes wait behind the turn that lasts} */
    @GuardedBy("this")
    private long backlog() {
        return turns.bytes() + unread.size();
    }

    /** No more bytes will come: tells the handler so when it is done with those that came. */
    public void end(DisconnectReason reason) {
        synchronized (this) {
            closed = true;
            if (end == null) {
                end = reason;
            }
            Message first = turns.first();
            if (first != null && first.endsWithConnection) {
                leave(first);
            }
        }
        loop.run();
    }

    /** Forgets what was not delivered yet, and whose turn has not begun, and takes no more. */
    public synchronized void discard() {
        discarded = true;
        endInput();
        turns.discardWaiting();
        count();
    }

    /** Runs the task in a turn behind those of all that has come. */
    public void inTurn(Consumer<InboundMessage> task) {
        Message message = Message.empty(this);
        message.inTurn(() -> task.accept(message));
    }

    /** The message asks for a turn. */
    void enqueue(Message message, Runnable task, long held) {
        synchronized (this) {
            if (discarded || ended) { // while it was received
                return;
            }
            message.task = task;
            message.beside = held;
            if (turns.isEmpty()) {
                serving = true;
            }
            turns.add(message);
            count();
        }
        loop.run();
    }

    /** {@return whether the message's turn is still to come} */
    synchronized boolean isWaiting(Message message) {
        return message.task != null;
    }

    /** The message's turn, if it lasts, is over at the end of the connection. */
    void endWithConnection(Message message) {
        synchronized (this) {
            message.endsWithConnection = true;
            if (end == null) {
                return;
            }
            leave(message);
        }
        loop.run();
    }

    /** Takes no more, also of what has come. */
    synchronized void endInput() {
        closed = true;
        release();
    }

    /** The message's turn is over, if it lasts. */
    void done(Message message) {
        synchronized (this) {
            leave(message);
        }
        loop.run();
    }

    @GuardedBy("this")
    private void leave(Message message) {
        if (message != turns.first() || message.task != null) {
            return;
        }
        turns.removeFirst();
        if (turns.isEmpty()) {
            lastServed = nanoTime.getAsLong();
            serving = false;
        }
        count();
    }

    private synchronized @Nullable Runnable next() {
        if (!waiters.isEmpty() && hasRoom()) {
            return waiters.next();
        }
        if (ended || (!open && end == null)) {
            return null;
        }
        if (opening) {
            opening = false;
            return handler::opened;
        }
        Message first = turns.first();
        if (first != null && first.task != null) {
            return turn(first, first.task);
        }
        return received();
    }

    @GuardedBy("this")
    private Runnable turn(Message message, Runnable task) {
        message.task = null;
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                onFailure.accept(e);
                message.done();
            }
        };
    }

    @GuardedBy("this")
    private @Nullable Runnable received() {
        if (turns.waiting() >= MOST_WAITING) {
            return null;
        }
        int whole = unread.firstSize();
        int size = whole < 0 ? unread.size() : whole;
        if (size > maxMessageSize) {
            return oversized(size);
        }
        if (unread.hasWhole(whole)) {
            Message message = unread.take(whole, !turns.isEmpty(), this);
            count();
            return () -> handler.received(message);
        }
        DisconnectReason reason = end;
        if (reason != null && turns.isEmpty()) {
            ended = true;
            release(); // half a message, of which the rest will not come
            return () -> handler.ended(reason);
        }
        return null;
    }

    /** In its turn: those before it are served. */
    @GuardedBy("this")
    private Runnable oversized(int size) {
        Message message = Message.empty(this);
        int most = maxMessageSize;
        endInput();
        return () -> message.inTurn(() -> {
            handler.refused(DisconnectReason.OVERSIZED, size, most);
            message.done();
        });
    }

    /** Forgets the bytes that nobody has read. */
    @GuardedBy("this")
    private void release() {
        unread.clear();
        count();
    }

    /** Behind the turn that lasts, one more message may wait whatever its size; what comes behind that one is bounded. */
    @GuardedBy("this")
    private boolean flooded() {
        if (!open) {
            return unread.size() > LARGEST_HANDSHAKE;
        }
        if (turns.isEmpty() || backlog() <= maxBacklog) {
            return false;
        }
        Message next = turns.second();
        if (next != null) {
            return backlog() - next.size() > maxBacklog;
        }
        int whole = unread.firstSize();
        return unread.hasWhole(whole)
                ? unread.size() - whole > maxBacklog
                : unread.size() > Math.max(maxBacklog, maxMessageSize);
    }
}
