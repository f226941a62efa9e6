package org.presencehub.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.work.DrainLoop;

/**
 * A connection's input: bytes in any pieces in, whole messages out, one at a time. Thread-safe.
 *
 * <p>While a message is in hand, what comes behind it waits here, within a bound; a transport that can pause reading does so before.
 */
final class Inbound {
    /** What "no limit" means: arrays end soon after. */
    private static final int UNLIMITED = 1 << 30;

    private static final byte[] NOTHING = {};

    private final int maxMessageSize;
    private final int maxBacklog;
    private final ConnectionHandler handler;
    private final Consumer<Throwable> onFailure;
    private final Runnable done = this::done;
    private final DrainLoop loop = new DrainLoop(this::next, this::failed); // a handler may be done at once

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
    private final List<Runnable> waiting = new ArrayList<>(); // for room

    @GuardedBy("this")
    private @Nullable Object source; // whose bytes are taken

    @GuardedBy("this")
    private boolean open; // before, nothing is delivered

    @GuardedBy("this")
    private boolean opening; // the handler is still to be told that bytes will come

    @GuardedBy("this")
    private boolean busy; // a message is in hand

    @GuardedBy("this")
    private boolean closed; // takes no more

    @GuardedBy("this")
    private @Nullable DisconnectReason end; // to be told when all is delivered

    @GuardedBy("this")
    private boolean ended; // it was told

    /** @param onFailure hears what the handler threw; the message in hand then counts as done */
    Inbound(ReceiveLimits limits, Delimiter delimiter, ConnectionHandler handler, Consumer<Throwable> onFailure) {
        this.maxMessageSize =
                limits.maxMessageSize() == 0 ? UNLIMITED : (int) Math.min(limits.maxMessageSize(), UNLIMITED);
        this.maxBacklog = limits.maxBacklog();
        this.delimiter = delimiter;
        this.handler = handler;
        this.onFailure = onFailure;
    }

    /**
     * Goes on with bytes from this source. Those that wait are forgotten: they were not acknowledged, so they come again. There is room, for
     * those who wait for it, when {@link #proceed()} is called.
     */
    synchronized void restart(Object next) {
        source = next;
        release();
    }

    /** Delivers what is due. */
    void proceed() {
        pump();
    }

    /** Tells the handler, before all else, that bytes will come. */
    void open(Object from) {
        synchronized (this) {
            source = from;
            open = true;
            opening = true;
        }
        pump();
    }

    /** From the next message on, messages end where this says. To be called while a message is in hand. */
    synchronized void delimitBy(Delimiter next) {
        delimiter = next;
        searched = head;
    }

    /** Takes bytes, which are not changed afterwards, from a source that nothing can replace. */
    void accept(byte[] chunk) {
        accept(null, chunk);
    }

    /** Takes bytes, which are not changed afterwards; none from a source that was replaced. */
    void accept(@Nullable Object from, byte[] chunk) {
        int flood = 0;
        synchronized (this) {
            if (closed || (from != null && from != source)) {
                return;
            }
            append(chunk);
            if (flooded()) {
                flood = tail - head;
                discard();
            }
        }
        if (flood > 0) {
            refuse(flood);
        } else {
            pump();
        }
    }

    private void refuse(int flood) {
        try {
            handler.refused(DisconnectReason.FLOODING, flood, maxBacklog);
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    /** Runs the task when there is room for more: at once, or on the thread that makes it. */
    void whenRoom(Runnable task) {
        synchronized (this) {
            if (!hasRoom()) {
                waiting.add(task);
                return;
            }
        }
        task.run();
    }

    /** An unfinished message has room in any case: nothing would ever make it. */
    @GuardedBy("this")
    private boolean hasRoom() {
        return closed || (open && !busy) || tail - head <= maxBacklog / 2;
    }

    /** No more bytes will come: tells the handler so when it is done with those that came. */
    void end(DisconnectReason reason) {
        synchronized (this) {
            closed = true;
            if (end == null) {
                end = reason;
            }
        }
        pump();
    }

    /** Forgets what was not delivered yet, and takes no more. */
    synchronized void discard() {
        closed = true;
        release();
    }

    private void done() {
        synchronized (this) {
            busy = false;
        }
        pump();
    }

    private void pump() {
        loop.run();
    }

    private void failed(Throwable cause) {
        onFailure.accept(cause);
        done();
    }

    private synchronized @Nullable Runnable next() {
        if (!waiting.isEmpty() && hasRoom()) {
            return takeWaiting();
        }
        if (busy || ended || (!open && end == null)) {
            return null;
        }
        if (opening) {
            opening = false;
            return handler::opened;
        }
        int limit = end();
        int size = (limit < 0 ? tail : limit) - head;
        if (size > maxMessageSize) {
            discard();
            return () -> handler.refused(DisconnectReason.OVERSIZED, size, maxMessageSize);
        }
        if (limit >= 0) {
            return deliver(limit);
        }
        DisconnectReason reason = end;
        if (reason != null) {
            ended = true;
            return () -> handler.ended(reason);
        }
        return null;
    }

    @GuardedBy("this")
    private Runnable takeWaiting() {
        List<Runnable> tasks = List.copyOf(waiting);
        waiting.clear();
        return () -> tasks.forEach(Runnable::run);
    }

    @GuardedBy("this")
    private Runnable deliver(int limit) {
        byte[] source = bytes;
        int from = head;
        busy = true;
        head = searched = limit;
        if (head == tail) {
            release();
        }
        return () -> handler.received(source, from, limit, done);
    }

    /** Holds on to nothing: most connections are idle most of the time. */
    @GuardedBy("this")
    private void release() {
        bytes = NOTHING;
        head = searched = tail = 0;
    }

    /** {@return the end of the first unread message, or -1}; looks at each byte once. */
    @GuardedBy("this")
    private int end() {
        if (head == tail) {
            return -1;
        }
        int limit = delimiter.end(bytes, head, searched, tail);
        searched = limit < 0 ? tail : limit - 1;
        return limit;
    }

    /** Behind the message in hand, one more may wait whatever its size; what comes behind that one is bounded. */
    @GuardedBy("this")
    private boolean flooded() {
        if ((open && !busy) || tail - head <= maxBacklog) {
            return false;
        }
        int limit = end();
        return limit < 0 ? tail - head > Math.max(maxBacklog, maxMessageSize) : tail - limit > maxBacklog;
    }

    @GuardedBy("this")
    private void append(byte[] chunk) {
        if (head == tail) {
            bytes = chunk;
            head = searched = 0;
            tail = chunk.length;
            return;
        }
        if (chunk.length > bytes.length - tail) {
            moveTo(new byte[Math.max(tail - head + chunk.length, 2 * (tail - head))]);
        }
        System.arraycopy(chunk, 0, bytes, tail, chunk.length);
        tail += chunk.length;
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
