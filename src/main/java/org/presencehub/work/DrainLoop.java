package org.presencehub.work;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes steps, one after the other, on one thread at a time. Thread-safe.
 *
 * <p>Who asks for steps while one runs goes on at once, and the thread that runs takes the next step too: whoever is told something by a step
 * may ask from within it, and neither recurses nor waits. Steps run without a lock of the loop held. A step that throws ends neither the
 * loop nor any other step.
 */
public final class DrainLoop {
    private final Executor executor;
    private final int burst;
    private final Supplier<@Nullable Runnable> next;
    private final Consumer<Throwable> onFailure;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /** A step that is taken when others have had their turn. Confined to the thread that drains. */
    private @Nullable Runnable delayed;

    private enum State {
        /** No thread takes steps. */
        IDLE,
        /** A thread takes steps, or will. */
        RUNNING,
        /** The same, and it has to look once more: who asked may have come too late for its last look. */
        ASKED
    }

    /**
     * Makes a loop for the threads that ask.
     *
     * @param next decides what to do next, or null if there is nothing; called by one thread at a time
     * @param onFailure hears what {@code next} or a step threw; what it throws itself, without memory or at the end of a stack, is thrown, and
     *     whoever asks next has the loop go on
     */
    public DrainLoop(Supplier<@Nullable Runnable> next, Consumer<Throwable> onFailure) {
        this(next, onFailure, Runnable::run, Integer.MAX_VALUE);
    }

    /**
     * Makes a loop for the threads of an executor.
     *
     * @param executor refuses nothing, as those of {@link ThreadPools} do
     * @param burst how many steps are taken before other tasks of the executor have their turn
     * @param next decides what to do next, or null if there is nothing; called by one thread at a time
     * @param onFailure hears what {@code next} or a step threw; what it throws itself is ignored
     */
    public DrainLoop(Executor executor, int burst, Supplier<@Nullable Runnable> next, Consumer<Throwable> onFailure) {
        this(next, failure -> Attempt.run(() -> onFailure.accept(failure), unsaid -> {}), executor, burst);
    }

    private DrainLoop(Supplier<@Nullable Runnable> next, Consumer<Throwable> onFailure, Executor executor, int burst) {
        this.executor = executor;
        this.burst = burst;
        this.next = next;
        this.onFailure = onFailure;
    }

    /** Takes all steps that are due on the calling thread, or leaves them to the thread that does so already. */
    public void run() {
        if (state.getAndSet(State.ASKED) == State.IDLE) {
            drain();
        }
    }

    /** Has all steps that are due taken by the executor, unless a thread does so already. What an executor throws all the same is thrown. */
    public void start() {
        if (state.getAndSet(State.ASKED) == State.IDLE) {
            submit();
        }
    }

    private void submit() {
        boolean submitted = false;
        try {
            executor.execute(this::drain);
            submitted = true;
        } finally {
            giveBackUnless(submitted);
        }
    }

    private void drain() {
        boolean left = false; // as a loop is left: with nothing to do, or for a thread to come
        try {
            runSteps();
            left = true;
        } finally {
            giveBackUnless(left);
        }
    }

    /** Or those who ask would wait for a thread that takes no steps any more. */
    private void giveBackUnless(boolean done) {
        if (!done) {
            state.set(State.IDLE); // the next to ask tries again
        }
    }

    private void runSteps() {
        int taken = 0;
        do {
            state.getAndSet(State.RUNNING); // reading it, too: what was done before somebody asked is seen
            for (Runnable step = nextStep(); step != null; step = nextStep()) {
                if (taken++ == burst) {
                    delayed = step;
                    executor.execute(this::drain);
                    return;
                }
                attempt(step);
            }
        } while (!state.compareAndSet(State.RUNNING, State.IDLE));
    }

    private @Nullable Runnable nextStep() {
        Runnable step = delayed;
        delayed = null;
        return step == null ? decideNext() : step;
    }

    private @Nullable Runnable decideNext() {
        try {
            return next.get();
        } catch (Throwable e) { // it may go on to throw: whoever asks next has it called again
            onFailure.accept(e);
            return null;
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) { // the steps behind it have to be taken all the same
            onFailure.accept(e);
        }
    }
}
