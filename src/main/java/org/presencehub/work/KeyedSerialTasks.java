package org.presencehub.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of one key one after the other, in the order in which they were added, and those of different keys at once. Thread-safe.
 *
 * <p>Adding and starting are two steps, so that a task can take its place under a lock of its owner without the executor being called under
 * that lock.
 *
 * @param <K> what tells tasks apart that may run at once
 * @param <T> the tasks
 */
public final class KeyedSerialTasks<K, T extends KeyedSerialTasks.Task> {
    private static final int BURST = 64; // tasks of a key before others of the executor have their turn

    private final String name;
    private final Executor executor;
    private final int burst;

    /** The tasks of each key that has some. */
    @GuardedBy("this")
    private final Map<K, Line> lines = new HashMap<>();

    /** Those whose first task was not begun yet. */
    @GuardedBy("this")
    private final Queue<Line> ready = new ArrayDeque<>();

    /** Something that may go on after the call that began it has returned. */
    @FunctionalInterface
    public interface Task {
        /** Begins the task. {@return what completes, on any thread, when the next task of the key may begin} */
        CompletionStage<?> begin();
    }

    /** The task of a key that runs, or is next, and those behind it. Thread-safe. A key that was removed and is back has another one. */
    private final class Line {
        final K key;
        final DrainLoop loop;

        final Queue<T> tasks = new ArrayDeque<>(1); // guarded by the lock of KeyedSerialTasks, and so is the next
        boolean running; // the first one

        Line(K key) {
            this.key = key;
            loop = new DrainLoop(executor, burst, this::next, failure -> WorkLog.failed(name, failure));
        }

        private @Nullable Runnable next() {
            synchronized (KeyedSerialTasks.this) {
                if (running || lines.get(key) != this) {
                    return null;
                }
                Turn turn = new Turn(tasks.element());
                running = true;
                return turn;
            }
        }

        /** Has the first task begun, or leaves that to the next who starts. */
        void start() {
            try {
                loop.start();
            } catch (Throwable e) {
                waitForStart();
                throw e;
            }
        }

        private void waitForStart() {
            synchronized (KeyedSerialTasks.this) {
                if (lines.get(key) == this) {
                    ready.add(this);
                }
            }
        }

        private boolean hasMore() {
            synchronized (KeyedSerialTasks.this) {
                if (lines.get(key) != this) {
                    return false;
                }
                running = false;
                tasks.remove();
                if (tasks.isEmpty()) {
                    lines.remove(key);
                    return false;
                }
                return true;
            }
        }

        /** The turn of one task: it is over once, whatever happens. Thread-safe. */
        private final class Turn implements Runnable {
            private final T task;
            private final AtomicBoolean over = new AtomicBoolean();

            Turn(T task) {
                this.task = task;
            }

            @Override
            public void run() {
                try {
                    Objects.requireNonNull(task.begin(), "A task has to say when it is completed.")
                            .whenComplete((completed, failure) -> end(failure));
                } catch (Throwable e) { // those behind it have to begin all the same
                    end(e);
                }
            }

            private void end(@Nullable Throwable failure) {
                if (over.getAndSet(true)) {
                    return;
                }
                boolean more = hasMore();
                if (failure != null) {
                    WorkLog.failed(name, failure);
                }
                if (more) {
                    start();
                }
            }
        }
    }

    /**
     * Makes tasks that begin on the thread that starts them, or that completes the one before.
     *
     * @param name what the tasks do, for the log: such as "telling observers"
     */
    public KeyedSerialTasks(String name) {
        this(name, Runnable::run, Integer.MAX_VALUE);
    }

    /**
     * @param name what the tasks do, for the log: such as "telling observers"
     * @param executor begins the tasks, and refuses nothing, as those of {@link ThreadPools} do
     */
    public KeyedSerialTasks(String name, Executor executor) {
        this(name, executor, BURST);
    }

    private KeyedSerialTasks(String name, Executor executor, int burst) {
        this.name = name;
        this.executor = executor;
        this.burst = burst;
    }

    /** Adds a task behind all others of its key. */
    public synchronized void add(K key, T task) {
        Line line = lines.get(key);
        if (line == null) {
            line = new Line(key);
            lines.put(key, line);
            ready.add(line);
        }
        line.tasks.add(task);
    }

    /** Has everything begun that was added and whose turn it is. */
    public void start() {
        for (Line line = nextReady(); line != null; line = nextReady()) {
            line.start();
        }
    }

    /**
     * Forgets the tasks of a key. What is added afterwards does not wait for the one that runs.
     *
     * @return those that were not completed, the one that runs included
     */
    public synchronized List<T> remove(K key) {
        Line removed = lines.remove(key);
        return removed == null ? List.of() : List.copyOf(removed.tasks);
    }

    private synchronized @Nullable Line nextReady() {
        return ready.poll();
    }
}
