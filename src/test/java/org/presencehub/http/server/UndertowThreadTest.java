package org.presencehub.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UndertowThreadTest {
    private final Queue<Runnable> worker = new ArrayDeque<>();
    private final Busy thread = new Busy(worker::add);

    /** A thread of XNIO that comes to its tasks when it is told to, and its worker. Confined to the thread of its test. */
    public static final class Busy implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Executor worker;
        boolean ended;

        Busy(Executor worker) {
            this.worker = worker;
        }

        @Override
        public void execute(Runnable task) {
            if (ended) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
        }

        public Executor getWorker() {
            return worker;
        }

        public void executeAfter(Runnable task, long delay, TimeUnit unit) {
            execute(task);
        }
    }

    /** What Undertow calls a connection. */
    public record Socket(Busy thread) {
        public Busy getIoThread() {
            return thread;
        }
    }

    @Test
    void aThreadIsKnownOnce() throws ReflectiveOperationException {
        assertThat(UndertowThread.of(new Socket(thread))).isSameAs(UndertowThread.of(new Socket(thread)));
    }

    @Test
    void whoTakesTheWayOfARequestPassesBothThreads() throws ReflectiveOperationException {
        AtomicInteger passed = pass();
        int others = passed.get();
        assertThat(thread.tasks).hasSize(1);
        thread.tasks.remove().run();
        assertThat(passed).hasValue(others);

        worker.remove().run();

        assertThat(passed).hasValue(others + 1);
    }

    @Test
    void aThreadThatHasEndedIsForgotten() throws ReflectiveOperationException {
        UndertowThread.of(new Socket(thread));
        int before = new UndertowThreads().all().size();
        thread.ended = true;

        pass();

        assertThat(new UndertowThreads().all()).hasSize(before - 1);
    }

    /** Other tests may have left threads of theirs. {@return how many have been passed} */
    private AtomicInteger pass() throws ReflectiveOperationException {
        UndertowThread known = UndertowThread.of(new Socket(thread));
        assertThat(known).isNotNull();
        AtomicInteger passed = new AtomicInteger();
        for (Executor way : new UndertowThreads().all()) {
            try {
                way.execute(passed::incrementAndGet);
            } catch (RejectedExecutionException e) {
                assertThat(thread.ended).isTrue();
            }
        }
        return passed;
    }
}
