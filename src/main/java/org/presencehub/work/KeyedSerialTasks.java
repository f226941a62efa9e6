package org.presencehub.work;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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

    /** The tasks of each key that has some. */
    @GuardedBy("this")
    private final Map<K, Line<K, T>> lines = new HashMap<>();

    /** Those whose first task was not begun yet. */
    @GuardedBy("this")
    private final Queue<Line<K, T>> ready = new ArrayDeque<>();

    /** Something that may go on after the call that began it has returned. */
    @FunctionalInterface
    public interface Task {
        /** Begins the task. {@return what completes, on any thread, when the next task of the key may begin} */
        CompletionStage<?> begin();
    }

    /** The task of a key that runs, or is next, and those behind it. Confined to the lock of its owner. */
    private static final class Line<K, T> {
        final K key;
        final Queue<T> tasks = new ArrayDeque<>(1);

        Line(K key) {
            this.key = key;
        }
    }

    /**
     * @param name what the tasks do, for the log: such as "telling observers"
     * @param executor begins the tasks, and refuses nothing, as those of {@link ThreadPools} do
     */
    public KeyedSerialTasks(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
    }

    /** Adds a task behind all others of its key. */
    public synchronized void add(K key, T task) {
        Line<K, T> line = lines.get(key);
        if (line == null) {
            line = new Line<>(key);
            lines.put(key, line);
            ready.add(line);
        }
        line.tasks.add(task);
    }

    /** Has everything begun that was added and whose turn it is. */
    public void start() {
        for (Line<K, T> line = nextReady(); line != null; line = nextReady()) {
            submit(line);
        }
    }

    /** Forgets the tasks of a key. {@return those that were not completed, the one that runs included} */
    public synchronized List<T> remove(K key) {
        Line<K, T> removed = lines.remove(key);
        return removed == null ? List.of() : List.copyOf(removed.tasks);
    }

    private synchronized @Nullable Line<K, T> nextReady() {
        return ready.poll();
    }

    private void submit(Line<K, T> line) {
        executor.execute(() -> run(line));
    }

    /** Begins the first task of the line, and those behind it as long as they are completed at once. */
    private void run(Line<K, T> line) {
        T task = first(line);
        for (int begun = 1; task != null; begun++) {
            CompletionStage<?> completion = begin(task);
            if (!completion.toCompletableFuture().isDone() || begun == BURST) {
                continueAfter(completion, line);
                return;
            }
            completion.whenComplete(this::logFailure);
            task = following(line);
        }
    }

    private void continueAfter(CompletionStage<?> completion, Line<K, T> line) {
        completion.whenComplete((completed, failure) -> {
            logFailure(completed, failure);
            if (following(line) != null) {
                submit(line);
            }
        });
    }

    private static CompletionStage<?> begin(Task task) {
        try {
            return task.begin();
        } catch (RuntimeException | Error e) { // those behind it have to begin all the same
            return CompletableFuture.failedStage(e);
        }
    }

    private void logFailure(@Nullable Object completed, @Nullable Throwable failure) {
        if (failure != null) {
            WorkLog.failed(name, failure);
        }
    }

    private synchronized @Nullable T first(Line<K, T> line) {
        return lines.get(line.key) == line ? line.tasks.peek() : null; // the key may have been removed, and may be back
    }

    /** The first task of the line is completed. {@return the next one} */
    private synchronized @Nullable T following(Line<K, T> line) {
        if (lines.get(line.key) != line) {
            return null;
        }
        line.tasks.remove();
        T next = line.tasks.peek();
        if (next == null) {
            lines.remove(line.key);
        }
        return next;
    }
}
