package org.presencehub.connection.outbound;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.work.Attempt;
import org.presencehub.work.DrainLoop;

/**
 * What the connections of a hub are sent alike, in one order; each follower is a cursor in it. Thread-safe.
 *
 * <p>Some entries are for every follower, others for those who watch. What was appended is sent when it is
 * published: all followers at one position then share one slice, made once for each format. Entries are linked forwards only, so the
 * collector takes those that the slowest follower has behind it. What it has before it counts in the memory budget.
 */
public final class BroadcastLog implements MemoryBudget.Estimate {
    /** Slices are kept until the next publication or count, and laggards all ask for different ones. */
    private static final int MOST_SLICES = 64;

    /** What an entry takes beside its bytes, of which there are two renderings. */
    private static final int OVERHEAD = 256;

    private final DrainLoop passes;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    @GuardedBy("this")
    private Position head = new Position();

    @GuardedBy("this")
    private int watchers;

    @GuardedBy("this")
    private long counted; // bytes in the memory budget

    private final MemoryBudget memory;
    private final AtomicInteger behind = new AtomicInteger();
    private volatile Publication latest = new Publication(head);

    private Publication passed = latest; // all followers were told of it; confined to the loop

    /** Who is sent what is published. Thread-safe. */
    interface Follower {
        /** The log has grown. */
        void advance();

        /** {@return how far it has read, or null if it follows no more} */
        @Nullable
        Position position();

        /** So many bytes of the log are there for this one; of what is there for others, too, its share. */
        void share(long bytes);
    }

    /** What can be sent in several formats. Thread-safe. */
    public interface Entry {
        /** {@return this as bytes in the format, always the same} */
        Batch in(String format);

        /** {@return about how many bytes it has, whatever the format} */
        int size();
    }

    /** A place between two entries: behind its own, before the next. Thread-safe. */
    static final class Position {
        final long number;
        private final long common; // bytes of all entries for everybody up to here
        private final long special; // and of those for who watches
        final @Nullable Entry entry;
        final boolean watched; // it is for those who watch
        volatile @Nullable Position next;

        /** The beginning. */
        Position() {
            this(0, 0, 0, null, false);
        }

        private Position(long number, long common, long special, @Nullable Entry entry, boolean watched) {
            this.number = number;
            this.common = common;
            this.special = special;
            this.entry = entry;
            this.watched = watched;
        }

        Position followedBy(Entry added, boolean forWatchers) {
            long size = added.size();
            return new Position(
                    number + 1,
                    common + (forWatchers ? 0 : size),
                    special + (forWatchers ? size : 0),
                    added,
                    forWatchers);
        }

        /** {@return how many bytes a follower was sent up to here} */
        long weight(boolean watching) {
            return common + (watching ? special : 0);
        }

        /** {@return about how many bytes of memory are between this and a later one} */
        long memoryTo(Position later) {
            return OVERHEAD * (later.number - number) + 2 * (later.weight(true) - weight(true));
        }

        boolean isBefore(Position other) {
            return number < other.number;
        }
    }

    /**
     * Where a follower begins to watch. Immutable.
     *
     * @param published what every follower has to be sent before
     * @param head behind all that was appended for those who watch
     */
    record WatchStart(Position published, Position head) {}

    /** What followers at one position are sent next, if anything, and where they are then. Immutable. */
    record Slice(@Nullable Batch batch, Position end) {}

    /** Which slices are the same. Immutable. */
    private record Key(long from, long to, boolean watching, String format) {}

    /** What may be sent, and the slices made of it: few, since most followers stand where the one before ended. Thread-safe. */
    private static final class Publication {
        final Position end;
        final Map<Key, Slice> slices = new ConcurrentHashMap<>();

        Publication(Position end) {
            this.end = end;
        }
    }

    /**
     * @param executor runs what wakes the followers: it writes to all their transports, but never waits
     * @param memory counts what slow followers keep
     */
    public BroadcastLog(Executor executor, MemoryBudget memory) {
        this.memory = memory;
        memory.watch(this);
        passes = new DrainLoop(executor, 1, this::nextPass, OutboundLog::sendingFailed);
    }

    /** Appends an entry for every follower, and publishes it with all before it. */
    public void broadcast(Entry entry) {
        synchronized (this) { // in one step: whoever begins to watch finds nothing unpublished that is for everybody
            add(entry, false);
            latest = new Publication(head);
        }
        passes.start();
    }

    /** Appends an entry for those who watch now. It waits for {@link #publish()}, or for a broadcast. */
    public synchronized void append(Entry entry) {
        if (watchers > 0) {
            add(entry, true);
        }
    }

    /** Has everything sent that was appended. */
    public void publish() {
        synchronized (this) {
            if (latest.end == head) {
                return;
            }
            latest = new Publication(head);
        }
        passes.start();
    }

    @GuardedBy("this")
    private void add(Entry entry, boolean watched) {
        Position added = head.followedBy(entry, watched);
        head.next = added;
        count(head.memoryTo(added));
        head = added;
    }

    @GuardedBy("this")
    private void count(long bytes) {
        counted += bytes;
        memory.add(bytes);
    }

    @Override
    public synchronized boolean isHeld() {
        return counted >= MemoryBudget.PAGE;
    }

    /**
     * What was appended counts until somebody looks: counts from now on what the slowest follower has not read, and tells each its share. Slices
     * are made again: one that a laggard was sent holds on to all behind it, and the next publication may be long in coming.
     */
    @Override
    public void recount() {
        Position end;
        synchronized (this) {
            end = head;
        }
        long kept = Laggard.shareOut(followers, end);
        synchronized (this) {
            count(kept + end.memoryTo(head) - counted);
        }
        latest.slices.clear(); // last: who was found to have read everything makes none any more
    }

    /** One more follower is behind, or one fewer. */
    void countAsBehind(boolean now) {
        behind.addAndGet(now ? 1 : -1);
    }

    /** {@return how many followers are behind} */
    public int behind() {
        return behind.get();
    }

    Position published() {
        return latest.end;
    }

    void follow(Follower follower) {
        followers.add(follower);
    }

    void unfollow(Follower follower) {
        followers.remove(follower);
    }

    /** Counts one more who watches. {@return where it begins} */
    synchronized WatchStart watch() {
        watchers++;
        return new WatchStart(latest.end, head);
    }

    synchronized void unwatch() {
        watchers--;
    }

    /** {@return what a follower is sent next, at most as much as one frame should hold unless one entry is larger} */
    Slice slice(Position from, Position to, boolean watching, String format) {
        Map<Key, Slice> slices = latest.slices;
        Key key = new Key(from.number, to.number, watching, format);
        Slice made = slices.get(key);
        if (made == null && slices.size() >= MOST_SLICES) {
            return cut(from, to, watching, format);
        }
        return made == null ? slices.computeIfAbsent(key, any -> cut(from, to, watching, format)) : made;
    }

    private static Slice cut(Position from, Position to, boolean watching, String format) {
        List<Batch> batches = new ArrayList<>();
        Position end = from;
        int size = 0;
        while (end.isBefore(to)) {
            Position next = end.next;
            if (next == null || next.entry == null) {
                throw new IllegalStateException("The log has a hole.");
            }
            if (watching || !next.watched) {
                Batch batch = next.entry.in(format);
                if (size > 0 && batch.size() > Batch.FRAME_SIZE - size) {
                    break;
                }
                batches.add(batch);
                size += batch.size();
            }
            end = next;
        }
        return new Slice(batches.isEmpty() ? null : Batch.join(batches), end);
    }

    /** Once around for whatever was published since the pass before, and then behind those of other hubs: they may share the thread. */
    private @Nullable Runnable nextPass() {
        Publication due = latest;
        if (due == passed) {
            return null;
        }
        passed = due;
        return () -> followers.forEach(BroadcastLog::advance);
    }

    /** All others have to be told, now and later. */
    private static void advance(Follower follower) {
        Attempt.run(follower::advance, OutboundLog::sendingFailed);
    }
}
