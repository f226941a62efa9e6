package org.presencehub.connection.memory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.DrainLoop;

/**
 * How many bytes all connections may hold together: input that waits, and output that was not sent or not acknowledged. Thread-safe.
 *
 * <p>What many connections hold alike counts once. When more is held than may be, those who hold most are closed until there is room.
 */
public final class MemoryBudget {
    /** The key of the limit: bytes, with a unit, or a share of the heap. */
    public static final String KEY = "presencehub.memory-budget";

    /** What is counted in one go, so that a message of the usual size costs no counting. */
    public static final int PAGE = 4096;

    /** Until all are looked at again where nobody's end makes room. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final long limit;
    private final LongSupplier nanoTime;
    private final LongAdder held = new LongAdder();
    private final List<Collection<? extends Holder>> holders = new CopyOnWriteArrayList<>();
    private final List<Estimate> estimates = new CopyOnWriteArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean(); // somebody has to be closed, if the budget is exceeded
    private final AtomicInteger closed = new AtomicInteger(); // since that was logged last
    private final DrainLoop relief = new DrainLoop(this::next, MemoryLog::reliefFailed);
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>(); // for room
    private final DrainLoop turns;
    private volatile boolean exceeded;
    private volatile boolean relieving; // somebody is being closed
    private volatile @Nullable Long fruitless; // nanoseconds; when nobody could be found whose end makes room

    /** Who holds what is counted. Thread-safe. */
    public interface Holder {
        /** {@return how many bytes it would let go of; of what many hold, its share} */
        long heldBytes();

        /** Lets go of all of it, and ends. */
        void overloaded(long heldBytes, long limit);
    }

    /** Who counts more than is there, until it counts anew. Thread-safe. */
    public interface Estimate {
        /** {@return whether it counts for something} */
        boolean isHeld();

        /** Counts what is there. */
        void recount();
    }

    /**
     * @param limit bytes
     * @param executor runs what waited for room
     */
    public MemoryBudget(long limit, Executor executor) {
        this(limit, executor, System::nanoTime);
    }

    /**
     * @param limit bytes
     * @param executor runs what waited for room
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    MemoryBudget(long limit, Executor executor, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        turns = new DrainLoop(executor, Integer.MAX_VALUE, this::nextTurn, MemoryLog::reliefFailed);
    }

    /** {@return how many bytes may be held} */
    public long limit() {
        return limit;
    }

    /** {@return how many bytes are held, to the page} */
    public long held() {
        return Math.max(0, held.sum()); // what is added on one thread may be taken away on another, and be seen first
    }

    /** {@return whether more is held than may be} Nobody should begin to hold more then. */
    public boolean isExceeded() {
        return exceeded && look();
    }

    /** Those who may have to be closed: whoever is in there when somebody has to be. */
    public void watch(Collection<? extends Holder> some) {
        holders.add(some);
    }

    /** Asks this one to count anew before somebody has to be closed. */
    public void watch(Estimate estimate) {
        estimates.add(estimate);
    }

    private void recount() {
        estimates.stream().filter(Estimate::isHeld).forEach(Estimate::recount);
    }

    /** Counts bytes, or counts them no more. */
    public void add(long bytes) {
        held.add(bytes);
        if (bytes >= PAGE) {
            look();
        }
    }

    /**
     * Closes those who hold most, if more is held than may be. To be called without a lock.
     *
     * @return whether there is room now, or somebody else is making it
     */
    @CanIgnoreReturnValue
    public boolean relieve() {
        if (isExceeded() && !isFruitless()) {
            due.set(true);
            relief.run();
        }
        return !isExceeded() || relieving;
    }

    /** To look at all connections takes its time. */
    private boolean isFruitless() {
        Long since = fruitless;
        return since != null && nanoTime.getAsLong() - since < PAUSE;
    }

    /** Runs the task when not more is held than may be, and has one wait for the other: what each begins to hold may be too much for the next. */
    public void whenRoom(Runnable task) {
        waiting.add(task);
        turns.start();
    }

    private @Nullable Runnable nextTurn() {
        if (waiting.isEmpty()) {
            return null;
        }
        relieve();
        return isExceeded() ? null : waiting.poll();
    }

    private void goOn() {
        if (!waiting.isEmpty()) {
            turns.start();
        }
    }

    /** Comes about once a second: small batches are counted, but nobody looks at the sum. */
    public void tick() {
        recount();
        look();
        relieve();
        goOn();
        int ended = closed.getAndSet(0);
        if (ended > 0) {
            MemoryLog.overloaded(ended, held(), limit);
        }
    }

    private boolean look() {
        boolean now = held.sum() > limit;
        if (now != exceeded) {
            exceeded = now;
        }
        return now;
    }

    private @Nullable Runnable next() {
        return due.getAndSet(false) && look() ? this::closeLargest : null;
    }

    /** As many as it takes. */
    private void closeLargest() {
        long before = held.sum();
        relieving = true;
        try {
            recount();
            for (Load load : look() ? loads() : List.<Load>of()) {
                if (!look()) {
                    break;
                }
                closed.incrementAndGet();
                load.holder.overloaded(load.bytes, limit);
                recount();
            }
        } finally {
            relieving = false;
            fruitless = look() && held.sum() > before - PAGE ? nanoTime.getAsLong() : null;
            goOn();
        }
    }

    /** {@return who holds how much, those first who hold most} */
    private List<Load> loads() {
        List<Load> loads = new ArrayList<>();
        for (Collection<? extends Holder> some : holders) {
            for (Holder holder : some) {
                long bytes = holder.heldBytes();
                if (bytes >= PAGE) { // to close others would make no room
                    loads.add(new Load(holder, bytes));
                }
            }
        }
        loads.sort(Comparator.comparingLong(Load::bytes).reversed());
        return loads;
    }

    /** What one holds at one moment. Immutable. */
    private record Load(Holder holder, long bytes) {}
}
