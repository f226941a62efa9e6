package org.presencehub.connection.inbound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
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

    private static final byte[] NOTHING = {};

    /** What a message that waits takes beside its bytes. */
    private static final int MESSAGE_OVERHEAD = 512;

    /** What a handshake may have, which needs some fifty bytes: SignalR's own message size, as there. */
    private static final int LARGEST_HANDSHAKE = 32 * 1024;

    private final int maxBacklog;
    private final MemoryBudget memory;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> onFailure;
    private final DrainLoop loop; // a message may be done at once

    /** Bytes from head to tail are unread. A byte that was handed out is never overwritten: handlers keep references. */
    @GuardedBy("this")
    private byte[] bytes = NOTHING;

    @GuardedBy("this")
    private int head;

    @GuardedBy("this")
    private int searched; // the first unread message's last byte is not before this

    @GuardedBy("this")
    private int tail;

    @GuardedBy("this")
    private Delimiter delimiter;

    @GuardedBy("this")
    private int maxMessageSize; // that of the first message, or of those behind it

    private final int maxSizeBehindFirst;

    @GuardedBy("this")
    private final Waiters waiters = new Waiters(); // for room

    @GuardedBy("this")
    private @Nullable Message first; // of those that have a turn; it has begun, or is about to

    @GuardedBy("this")
    private @Nullable Message last;

    @GuardedBy("this")
    private long waiting; // bytes of those behind the first

    @GuardedBy("this")
    private long weight; // of those behind the first: what they take of memory

    @GuardedBy("this")
    private int messages; // that wait behind the first

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
        this.delimiter = delimiter;
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
        delimiter = next;
        maxMessageSize = maxSizeBehindFirst;
        searched = head;
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
            append(chunk);
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
        return closed || (open && first == null) || backlog() <= maxBacklog / 2;
    }

    /** {@return how many bytes are held for what has not begun: what a {@link #discard()} lets go of} */
    public synchronized long heldBytes() {
        return bytes.length + weight;
    }

    /** {@return whether all that came was served, or nobody will} */
    public synchronized boolean isServed() {
        return ended || (first == null && head == tail);
    }

    /** Has the memory budget know of it. */
    @GuardedBy("this")
    private void count() {
        long pages = (bytes.length + weight + (first == null ? 0 : first.weight())) & -MemoryBudget.PAGE;
        if (pages != counted) {
            memory.add(pages - counted);
            counted = pages;
        }
    }

    /** {@return how many bytes wait behind the turn that lasts} */
    @GuardedBy("this")
    private long backlog() {
        return waiting + tail - head;
    }

    /** No more bytes will come: tells the handler so when it is done with those that came. */
    public void end(DisconnectReason reason) {
        synchronized (this) {
            closed = true;
            if (end == null) {
                end = reason;
            }
            if (first != null && first.endsWithConnection) {
                leave(first);
            }
        }
        loop.run();
    }

    /** Forgets what was not delivered yet, and whose turn has not begun, and takes no more. */
    public synchronized void discard() {
        discarded = true;
        closeHere();
        if (first != null && first.task != null) {
            first = null;
        }
        if (first != null) {
            first.next = null;
        }
        last = first;
        waiting = 0;
        weight = 0;
        messages = 0;
        count();
    }

    /** Takes no more, also of what has come. */
    @GuardedBy("this")
    private void closeHere() {
        closed = true;
        release();
    }

    /** Runs the task in a turn behind those of all that has come. */
    public void inTurn(Consumer<InboundMessage> task) {
        Message message = new Message(NOTHING, 0, 0);
        message.inTurn(() -> task.accept(message));
    }

    /** One message, and its turn. */
    private final class Message implements InboundMessage {
        final byte[] source;
        final int begin;
        final int limit;

        // What follows is guarded by the input's lock.
        @Nullable
        Runnable task; // null once the turn has begun

        @Nullable
        Message next; // behind it, among those that have asked for a turn

        boolean endsWithConnection; // its turn
        long beside; // bytes that its task holds

        Message(byte[] source, int begin, int limit) {
            this.source = source;
            this.begin = begin;
            this.limit = limit;
        }

        @Override
        public byte[] bytes() {
            return source;
        }

        @Override
        public int from() {
            return begin;
        }

        @Override
        public int to() {
            return limit;
        }

        int size() {
            return limit - begin;
        }

        /** It is there twice: as bytes, and as what was read in them. */
        long weight() {
            return MESSAGE_OVERHEAD + 2L * size() + beside;
        }

        @Override
        public void inTurn(Runnable todo, long held) {
            synchronized (Inbound.this) {
                if (discarded || ended) { // while it was received
                    return;
                }
                task = todo;
                beside = held;
                enqueue(this);
            }
            loop.run();
        }

        @Override
        public boolean waits() {
            synchronized (Inbound.this) {
                return task != null;
            }
        }

        @Override
        public void endWithConnection() {
            synchronized (Inbound.this) {
                endsWithConnection = true;
                if (end == null) {
                    return;
                }
                leave(this);
            }
            loop.run();
        }

        @Override
        public void endInput() {
            synchronized (Inbound.this) {
                closeHere();
            }
        }

        @Override
        public void done() {
            synchronized (Inbound.this) {
                leave(this);
            }
            loop.run();
        }
    }

    @GuardedBy("this")
    private void enqueue(Message message) {
        if (first == null || last == null) {
            first = message;
            serving = true;
        } else {
            last.next = message;
            waiting += message.size();
            weight += message.weight();
            messages++;
        }
        last = message;
        count();
    }

    /** The message's turn is over, if it lasts. */
    @GuardedBy("this")
    private void leave(Message message) {
        if (message != first || message.task != null) {
            return;
        }
        first = message.next;
        if (first == null) {
            last = null;
            lastServed = nanoTime.getAsLong();
            serving = false;
        } else {
            waiting -= first.size();
            weight -= first.weight();
            messages--;
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
        if (messages >= MOST_WAITING) {
            return null;
        }
        int limit = end();
        int size = (limit < 0 ? tail : limit) - head;
        if (size > maxMessageSize) {
            return oversized(size);
        }
        if (isWhole(limit)) {
            return deliver(limit);
        }
        DisconnectReason reason = end;
        if (reason != null && first == null) {
            ended = true;
            return () -> handler.ended(reason);
        }
        return null;
    }

    /** In its turn: those before it are served. */
    @GuardedBy("this")
    private Runnable oversized(int size) {
        Message message = new Message(NOTHING, 0, 0);
        int most = maxMessageSize;
        closeHere();
        return () -> message.inTurn(() -> {
            handler.refused(DisconnectReason.OVERSIZED, size, most);
            message.done();
        });
    }

    @GuardedBy("this")
    private Runnable deliver(int limit) {
        boolean pinning = first != null || bytes.length > MemoryBudget.PAGE;
        Message message = pinning && limit - head < bytes.length / 2
                ? new Message(
                        Arrays.copyOfRange(bytes, head, limit),
                        0,
                        limit - head) // it may wait, and must not hold on to all
                : new Message(bytes, head, limit);
        head = searched = limit;
        if (head == tail) {
            release();
        }
        return () -> handler.received(message);
    }

    /** Holds on to nothing: most connections are idle most of the time. */
    @GuardedBy("this")
    private void release() {
        bytes = NOTHING;
        head = searched = tail = 0;
        count();
    }

    @GuardedBy("this")
    private boolean isWhole(int limit) {
        return limit >= 0 && limit <= tail;
    }

    /** {@return the end of the first unread message, which may not have come yet, or -1}; looks at each byte once. */
    @GuardedBy("this")
    private int end() {
        if (head == tail) {
            return -1;
        }
        int limit = delimiter.end(bytes, head, searched, tail);
        searched = isWhole(limit) ? limit - 1 : tail;
        return limit;
    }

    /** Behind the turn that lasts, one more message may wait whatever its size; what comes behind that one is bounded. */
    @GuardedBy("this")
    private boolean flooded() {
        if (!open) {
            return tail - head > LARGEST_HANDSHAKE;
        }
        if (first == null || backlog() <= maxBacklog) {
            return false;
        }
        if (first != null && first.next != null) {
            return backlog() - first.next.size() > maxBacklog;
        }
        int limit = end();
        return isWhole(limit) ? tail - limit > maxBacklog : tail - head > Math.max(maxBacklog, maxMessageSize);
    }

    @GuardedBy("this")
    private void append(byte[] chunk) {
        if (head == tail) {
            bytes = chunk;
            head = searched = 0;
            tail = chunk.length;
        } else {
            if (chunk.length > bytes.length - tail) {
                moveTo(new byte[Math.max(tail - head + chunk.length, 2 * (tail - head))]);
            }
            System.arraycopy(chunk, 0, bytes, tail, chunk.length);
            tail += chunk.length;
        }
        count();
    }

    @GuardedBy("this")
    private void moveTo(byte[] larger) {
        System.arraycopy(bytes, head, larger, 0, tail - head);
        bytes = larger;
        searched -= head;
        tail -= head;
        head = 0;
    }
}
