package org.presencehub.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Comes round again and again, at least once a second, on a thread of its own, until it is ended. Thread-safe.
 *
 * <p>Nothing that a round throws ends the thread. If the thread is gone all the same, or is held up, then whoever looks lets another one go on.
 */
final class Hand {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1); // after a round that failed
    private static final long LATE = TimeUnit.SECONDS.toNanos(3);
    private static final long DOUBT = TimeUnit.SECONDS.toNanos(1); // it may be the whole machine that stood still

    /** As many threads may be held up: if those that follow are, too, one more would be of no use. */
    private static final int MOST_HELD_UP = 4;

    private static final long PATIENCE_MILLIS = 3_000;

    private final String name;
    private final Round round;
    private final ThreadFactory factory;
    private final LongSupplier nanoTime;
    private volatile @Nullable Turn current; // null before the start and after the end
    private volatile long due; // when it has to come round, or has come if it is there
    private volatile boolean said; // that it is late; until it has come round

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private @Nullable Long doubted; // the time for which it is late

    @GuardedBy("this")
    private long doubtedSince;

    @GuardedBy("this")
    private final List<Turn> heldUp = new ArrayList<>(0);

    /** What is done each time. */
    @FunctionalInterface
    interface Round {
        /** Does what is due, by one thread at a time unless one is held up. {@return in how many nanoseconds it has to come again} */
        long come();
    }

    /** The time in which one thread comes round. Thread-safe. */
    private final class Turn implements Runnable {
        volatile @Nullable Thread thread;

        @Override
        public void run() {
            while (current == this) { // whatever ends one round, there is another
                try {
                    come();
                } catch (Throwable e) {
                    WorkLog.failed(name, e);
                    pause(PAUSE);
                }
            }
        }

        private void come() {
            boolean unusedInterrupt = Thread.interrupted(); // the next pause would be none
            due = nanoTime.getAsLong();
            long pause = round.come();
            if (current == this) {
                said = false;
                pause(pause);
            }
        }

        private void pause(long nanos) {
            due = nanoTime.getAsLong() + nanos;
            if (current == this) {
                LockSupport.parkNanos(Hand.this, nanos);
            }
        }
    }

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    Hand(String name, Round round, ThreadFactory factory, LongSupplier nanoTime) {
        this.name = name;
        this.round = round;
        this.factory = factory;
        this.nanoTime = nanoTime;
    }

    /** Has it come round from now on. Without a thread, it is late, and whoever looks tries again. */
    void start() {
        Turn first = new Turn();
        synchronized (this) {
            if (ended || current != null) {
                return;
            }
            due = nanoTime.getAsLong();
            current = first;
        }
        begin(first, null);
    }

    /** Has it come round now. */
    void wake() {
        Turn turn = current;
        if (turn != null) {
            LockSupport.unpark(turn.thread);
        }
    }

    /** Lets another thread go on, if this hand is late. */
    void look() {
        if (current != null && isLate()) {
            Turn late = current;
            Turn next = replace();
            if (next != null) {
                begin(next, late);
            }
        }
    }

    private boolean isLate() {
        return nanoTime.getAsLong() - due > LATE;
    }

    /** {@return whose turn it is now, or null if it is not late, or not for long enough} */
    private synchronized @Nullable Turn replace() {
        Turn late = current;
        long now = nanoTime.getAsLong();
        if (late == null || !isLate()) {
            return null;
        }
        if (doubted == null || doubted != due) {
            doubted = due;
            doubtedSince = now;
        }
        if (now - doubtedSince < DOUBT) {
            return null;
        }
        say(late);
        heldUp.add(late);
        heldUp.removeIf(turn -> !isAlive(turn));
        if (heldUp.size() > MOST_HELD_UP) {
            heldUp.remove(late);
            doubted = null;
            return null;
        }
        Turn next = new Turn();
        due = now;
        current = next;
        return next;
    }

    private void say(Turn late) {
        if (!said) {
            said = true;
            WorkLog.late(name, isAlive(late) ? late.thread : null);
        }
    }

    private static boolean isAlive(Turn turn) {
        Thread thread = turn.thread;
        return thread != null && thread.isAlive();
    }

    /** @param late goes on, if it can and no other does */
    private void begin(Turn turn, @Nullable Turn late) {
        try {
            @Nullable Thread thread = factory.newThread(turn);
            if (thread == null) {
                throw new IllegalStateException("The container makes no thread.");
            }
            thread.setName("presencehub-" + name);
            turn.thread = thread;
            thread.start();
        } catch (Throwable e) { // no memory for a thread, a server that stops: each says so in its own way
            WorkLog.waits(name, e);
            giveBack(turn, late);
        }
    }

    private synchronized void giveBack(Turn turn, @Nullable Turn late) {
        if (current == turn && late != null && isAlive(late)) {
            heldUp.remove(late);
            current = late;
        }
    }

    /** Has it come round no more. */
    void end() {
        synchronized (this) {
            ended = true;
            if (current != null) {
                heldUp.add(current);
                current = null;
            }
        }
        left().forEach(turn -> LockSupport.unpark(turn.thread));
    }

    /** Waits for its thread, not for long. */
    void awaitEnd() {
        try {
            for (Turn turn : left()) {
                Thread thread = turn.thread;
                if (thread != null && thread != Thread.currentThread()) {
                    thread.join(PATIENCE_MILLIS);
                    if (thread.isAlive()) {
                        WorkLog.left(name, 1, 0);
                        thread.interrupt();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Turn> left() {
        return List.copyOf(heldUp);
    }
}
