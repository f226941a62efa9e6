package org.presencehub.connection.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.memory.MemoryBudget;

/** What a connection keeps of the log that it follows. */
class SendQueueTest {
    private final BroadcastLog log = new BroadcastLog(Runnable::run, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
    private final SendQueue backlog = new SendQueue(new MemoryBudget(1024 * 1024, Runnable::run));

    private record Text(String text) implements BroadcastLog.Entry {
        @Override
        public Batch in(String format) {
            return Batch.of(new byte[] {'x'}, false);
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    private WeakReference<Text> published(String text) {
        Text entry = new Text(text);
        log.append(entry);
        log.publish();
        return new WeakReference<>(entry);
    }

    /** Watchers stay for days, and the log goes on. */
    @Test
    void whatAWatcherHasBeenSentIsNotKept() {
        backlog.follow(log, "any");
        backlog.watch(Batch.of(new byte[] {'a'}, false));
        WeakReference<Text> first = published("first");
        while (backlog.poll(false) != null) {}
        published("second");
        while (backlog.poll(false) != null) {}

        await().until(() -> {
            System.gc();
            return first.refersTo(null);
        });
        assertThat(backlog.bytes()).isZero();
    }

    @Test
    void whatIsAloneIsJoinedWithNothing() {
        backlog.add(text("a"));
        backlog.add(text("b"));
        backlog.add(Batch.alone(new byte[] {'{', '}'}, false));
        backlog.add(text("c"));
        backlog.add(text("d"));

        List<String> taken = new ArrayList<>();
        for (Batch next = backlog.poll(false); next != null; next = backlog.poll(false)) {
            taken.add(next.text());
        }
        assertThat(taken).containsExactly("ab", "{}", "cd");
    }

    private static Batch text(String text) {
        return Batch.of(text.getBytes(UTF_8), false);
    }

    @Test
    void whoWatchesTwiceIsCountedOnce() {
        backlog.follow(log, "any");
        backlog.watch(Batch.of(new byte[] {'a'}, false));
        while (backlog.poll(false) != null) {}
        backlog.watch(Batch.of(new byte[] {'b'}, false));
        while (backlog.poll(false) != null) {}

        backlog.unwatch();

        published("for nobody");
        assertThat(backlog.poll(false)).isNull();
        assertThat(log.published().number)
                .as("nobody watches, and nothing is kept")
                .isZero();
    }
}
