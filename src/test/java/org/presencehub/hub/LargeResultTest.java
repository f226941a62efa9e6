package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Many who ask for much at once have it written one behind the other, and keep nobody else waiting. */
@EnableWeld
class LargeResultTest {
    private static final int MORE_THAN_PROCESSORS = 2 + Runtime.getRuntime().availableProcessors();

    private static CountDownLatch door = new CountDownLatch(1);
    private static AtomicInteger writing = new AtomicInteger();

    @WeldSetup
    private final WeldInitiator weld = HubContainer.with(Library.class).build();

    @Hub("/library")
    public static class Library {
        public Volume slow() {
            return new Volume(true);
        }

        @NonBlocking
        public Volume atOnce() {
            return new Volume(false);
        }

        public String title() {
            return "small";
        }
    }

    /** Is written to its middle, and then waits. */
    public static final class Volume {
        private final boolean waits;

        Volume(boolean waits) {
            this.waits = waits;
        }

        public String getFirstHalf() {
            return "x".repeat(100_000);
        }

        public String getSecondHalf() throws InterruptedException {
            if (waits) {
                writing.incrementAndGet();
                door.await();
            }
            return "";
        }
    }

    @BeforeEach
    void close() {
        door = new CountDownLatch(1);
        writing = new AtomicInteger();
    }

    @AfterEach
    void open() {
        door.countDown();
    }

    @Test
    void aFewAreWrittenAtATimeAndAllInTheEnd() {
        List<InMemoryClient> many = Stream.generate(() -> InMemoryClient.of("anna", weld, "/library"))
                .limit(MORE_THAN_PROCESSORS)
                .toList();
        many.forEach(client -> client.send(Records.call("1", "slow")));
        await().until(() -> waiting() > 0);
        assertThat(writing.get()).isLessThan(MORE_THAN_PROCESSORS);

        assertThat(result("title")).isEqualTo("\"small\"");
        assertThat(result("atOnce")).as("on the thread that reads for hundreds").contains("xxx");
        assertThat(waiting()).isPositive();

        door.countDown();
        assertThat(many).allSatisfy(client -> assertThat(client.next()).contains("\"1\"", "xxx"));
    }

    /** Of a client of its own: what follows another call may run on the thread of that. */
    private String result(String method) {
        return InMemoryClient.of("ben", weld, "/library").result(method);
    }

    private static long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Stream.of(stack).anyMatch(frame -> frame.getClassName().contains("LargeWrites$Place")))
                .filter(stack ->
                        Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("acquired")))
                .count();
    }
}
