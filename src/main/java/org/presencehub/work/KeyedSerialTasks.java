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
    private final String name;
    private final Executor executor;

    /** By key: the task that runs, or is next, and those behind it. */
    @GuardedBy("this")
    private final Map<K, Queue<T>> tasks = new HashMap<>();

    /** Keys whose first task was not started yet. */
    @GuardedBy("this")
    private final Queue<K> ready = new ArrayDeque<>();

    private final DrainLoop starting;

    /** Something that may go on after the call that began it has returned. */
    @FunctionalInterface
    public interface Task {
        /** Begins the task. {@return what completes, on any thread, when the next task of the key may begin} */
        CompletionStage<?> begin();
    }

    /**
     * @param name what the tasks do, for the log: such as "telling observers"
     * @param executor begins the tasks, and refuses nothing, as those of {@link ThreadPools} do
     */
    public KeyedSerialTasks(String name, Executor executor) {
        this.name = name;
        this.executor = executor;
        starting = new DrainLoop(this::nextStart, failure -> WorkLog.failed(name, failure));
    }

    /** Adds a task behind all others of its key. */
    public synchronized void add(K key, T task) {
        Queue<T> ofKey = tasks.get(key);
        if (ofKey == null) {
            ofKey = new ArrayDeque<>(1);
            tasks.put(key, ofKey);
            ready.add(key);
        }
        ofKey.add(task);
    }

    /** Has everything begun that was added and whose turn it is. */
    public void start() {
        starting.run();
    }

    /** Forgets the tasks of a key. {@return those that were not completed, the one that runs included} */
    public synchronized List<T> remove(K key) {
        Queue<T> removed = tasks.remove(key);
        return removed == null ? List.of() : List.copyOf(removed);
    }

    private synchronized @Nullable Runnable nextStart() {
        K key = ready.poll();
        return key == null ? null : () -> executor.execute(() -> begin(key));
    }

    private void begin(K key) {
        T task = first(key);
        if (task != null) {
            begin(task).whenComplete((completed, failure) -> {
                if (failure != null) {
                    WorkLog.failed(name, failure);
                }
                completed(key, task);
            });
        }
    }

    private static CompletionStage<?> begin(Task task) {
        try {
            return task.begin();
        } catch (RuntimeException | Error e) { // those behind it have to begin all the same
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized @Nullable T first(K key) {
        Queue<T> ofKey = tasks.get(key);
        return ofKey == null ? null : ofKey.peek();
    }

    private void completed(K key, T task) {
        if (makesReady(key, task)) {
            starting.run();
        }
    }

    private synchronized boolean makesReady(K key, T completed) {
        Queue<T> ofKey = tasks.get(key);
        if (ofKey == null || ofKey.peek() != completed) {
            return false; // the key was removed meanwhile
        }
        ofKey.remove();
        if (ofKey.isEmpty()) {
            tasks.remove(key);
            return false;
        }
        ready.add(key);
        return true;
    }
}
