package org.presencehub.connection.outbound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.CountedQueue;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * What waits for one connection: entries of its own, merged with the log that it follows. Confined to whoever guards it.
 *
 * <p>Each entry of its own leaves behind what was published before it, and before what was published later. So what one sender sends
 * arrives in order, whichever way it takes.
 */
final class SendQueue {
    private final MemoryBudget memory;
    private final CountedQueue<Entry> own;
    private long ownBytes;
    private @Nullable Cursor cursor; // null until it follows a log

    /**
     * One entry of its own. Immutable.
     *
     * @param after the position that has to be reached before it, if a log is followed
     * @param start where watching begins with it, if it does
     */
    private record Entry(Batch batch, BroadcastLog.@Nullable Position after, BroadcastLog.@Nullable WatchStart start) {}

    /** How far a log was read. Confined like its owner. */
    private static final class Cursor {
        final BroadcastLog log;
        final String format;
        BroadcastLog.Position position;
        boolean watching;
        BroadcastLog.@Nullable WatchStart start; // of watching, while it waits behind other entries

        Cursor(BroadcastLog log, String format) {
            this.log = log;
            this.format = format;
            position = log.published();
        }

        /** {@return whether it is counted among those who watch} */
        boolean isWatching() {
            return watching || start != null;
        }

        boolean reached(Entry entry) {
            return entry.after == null || !position.isBefore(entry.after);
        }

        /** Who begins to watch is ahead of what is published. */
        long lag() {
            return Math.max(0, log.published().weight(watching) - position.weight(watching));
        }
    }

    SendQueue(MemoryBudget memory) {
        this.memory = memory;
        own = new CountedQueue<>(memory);
    }

    /** {@return how many bytes of its own entries wait} */
    long ownBytes() {
        return ownBytes;
    }

    /** {@return how many bytes wait} */
    long bytes() {
        return ownBytes + (cursor == null ? 0 : cursor.lag());
    }

    void add(Batch batch) {
        append(new Entry(batch, cursor == null ? null : cursor.log.published(), null));
    }

    /** {@return how far the log was read, or null where none is followed} */
    BroadcastLog.@Nullable Position position() {
        return cursor == null ? null : cursor.position;
    }

    /** Has the log know that one more of its followers is behind, or one fewer. */
    void countAsBehind(boolean now) {
        if (cursor != null) {
            cursor.log.countAsBehind(now);
        }
    }

    /** Reads the log, too, from what is published next. */
    void follow(BroadcastLog log, String format) {
        cursor = new Cursor(log, format);
    }

    /** Adds an entry behind which the log's entries for those who watch begin. Without a log, and the second time, it only adds. */
    void watch(Batch first) {
        if (cursor == null || cursor.isWatching()) {
            add(first);
            return;
        }
        BroadcastLog.WatchStart start = cursor.log.watch();
        cursor.start = start;
        append(new Entry(first, start.published(), start));
    }

    void unwatch() {
        if (cursor != null && cursor.isWatching()) {
            cursor.start = null;
            cursor.watching = false;
            cursor.log.unwatch();
        }
    }

    /** Drops whatever waits, and the log. {@return the log that was followed, if one was} */
    @Nullable
    BroadcastLog clear() {
        drop();
        unwatch();
        BroadcastLog followed = cursor == null ? null : cursor.log;
        cursor = null; // what only this connection had still to read is garbage now
        return followed;
    }

    /** {@return what its own entries weigh and their places take, of those that others hold, too, its share} */
    long heldBytes() {
        return own.cost() + own.stream().mapToLong(entry -> entry.batch.share()).sum();
    }

    /** {@return whether the next entry of its own takes memory when it is sent} */
    boolean isNextInPieces() {
        Entry first = own.peek();
        return first != null && first.batch.isInPieces();
    }

    /** Drops the entries of its own. */
    void drop() {
        own.stream().forEach(entry -> entry.batch.release(memory));
        own.clear();
        ownBytes = 0;
    }

    private void append(Entry entry) {
        own.add(entry);
        ownBytes += entry.batch.size();
        entry.batch.hold(memory);
    }

    /**
     * {@return what is to be sent next, taken out and held, or null if nothing waits}
     *
     * @param last whether the entries of its own are complete: nothing of the log comes behind the last of them
     */
    @Nullable
    Batch poll(boolean last) {
        Batch taken = null;
        Entry first = own.peek();
        boolean waits = true;
        while (taken == null && waits) {
            if (first != null && (cursor == null || cursor.reached(first))) {
                taken = pollOwn(first);
            } else if (cursor != null && !(first == null && last) && cursor.position.isBefore(limit(cursor, first))) {
                taken = pollSlice(cursor, limit(cursor, first)); // null, if all of it is for those who watch
            } else {
                waits = false;
            }
        }
        return taken;
    }

    /** {@return how far the log may be read before the entry of its own is due} */
    private static BroadcastLog.Position limit(Cursor cursor, @Nullable Entry first) {
        return first == null || first.after == null ? cursor.log.published() : first.after;
    }

    private @Nullable Batch pollSlice(Cursor cursor, BroadcastLog.Position limit) {
        BroadcastLog.Slice slice = cursor.log.slice(cursor.position, limit, cursor.watching, cursor.format);
        cursor.position = slice.end();
        if (slice.batch() != null) {
            slice.batch().hold(memory);
        }
        return slice.batch();
    }

    /** {@return the first entry and those behind it that are due and fit into a frame with it} */
    private Batch pollOwn(Entry first) {
        List<Batch> taken = new ArrayList<>();
        int size = 0;
        Entry next = first;
        do {
            taken.add(own.remove().batch);
            size += next.batch.size();
            begin(next);
            next = own.peek();
        } while (next != null && joins(first, size, next));
        ownBytes -= size;
        return joined(taken);
    }

    private Batch joined(List<Batch> taken) {
        Batch joined = Batch.join(taken);
        joined.hold(memory);
        taken.forEach(batch -> batch.release(memory));
        return joined;
    }

    private boolean joins(Entry first, int size, Entry next) {
        return (cursor == null || cursor.reached(next))
                && !first.batch.isAlone()
                && !next.batch.isAlone()
                && next.batch.binary() == first.batch.binary()
                && (next.batch.counted() > 0) == (first.batch.counted() > 0)
                && next.batch.size() <= Batch.FRAME_SIZE - size;
    }

    /** Nothing for everybody can be between where the log was read to and where watching begins: it would have been published. */
    private void begin(Entry entry) {
        if (entry.start != null && cursor != null && entry.start.equals(cursor.start)) {
            cursor.position = entry.start.head();
            cursor.watching = true;
            cursor.start = null; // it would hold on to all that is published from there on
        }
    }
}
