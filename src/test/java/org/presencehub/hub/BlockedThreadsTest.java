package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** While every thread for hub methods is blocked, hubs that never wait go on. */
@EnableWeld
class BlockedThreadsTest {
    private static final HubOptions ONE_THREAD = HubOptions.DEFAULTS.withCalls(CallOptions.DEFAULTS.withThreads(1));

    private static CountDownLatch blocked = new CountDownLatch(1);
    private static CountDownLatch released = new CountDownLatch(1);

    @WeldSetup
    WeldInitiator weld = HubContainer.with(
                    ONE_THREAD, Fountain.class, Queue.class, Door.class, Revolving.class, Mill.class)
            .build();

    @Hub("/queue")
    static class Queue {
        public void block() throws InterruptedException {
            blocked.countDown();
            released.await();
        }
    }

    @Hub("/door")
    static class Door {
        @NonBlocking
        public String knock() {
            return "come in";
        }
    }

    @Hub("/mill")
    static class Mill {
        @NonBlocking
        public String grind() {
            return busyFor(60);
        }

        @NonBlocking
        public String crack() {
            return busyFor(10);
        }

        /** As no such method may. */
        @NonBlocking
        public void stop() throws InterruptedException {
            released.await();
        }

        private static String busyFor(long millis) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return Thread.currentThread().getName();
        }
    }

    @Hub("/fountain")
    static class Fountain {
        public Stream<Integer> flow() {
            return Stream.generate(() -> 1);
        }

        public String plain() {
            return "plain";
        }
    }

    @Hub("/revolving")
    static class Revolving extends Door {
        @OnConnected
        @NonBlocking
        public void arrived() {}
    }

    @BeforeEach
    void blockAll() throws InterruptedException {
        blocked = new CountDownLatch(1);
        released = new CountDownLatch(1);
        InMemoryClient.of("anna", weld, "/queue").send(Records.call("1", "block"));
        blocked.await();
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void streamWithoutEndLeavesItsThreadToOthersInTurn() {
        release();
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/fountain");
        anna.send(Records.call("7", "flow").replace("\"type\":1", "\"type\":4"));
        assertThat(anna.next()).contains("\"type\":2");

        InMemoryClient ben = InMemoryClient.of("ben", weld, "/fountain");
        assertThat(ben.result("plain")).isEqualTo("\"plain\"");
        anna.vanish();
    }

    @Test
    void whoeverConnectsToAHubWithoutAMethodForArrivalsIsServed() {
        assertThat(InMemoryClient.of("ben", weld, "/door").result("knock")).isEqualTo("\"come in\"");
    }

    /** The thread that reads serves hundreds of others. */
    @Test
    void whoeverCallsMuchThatTakesTimeKeepsTheReadingThreadOnlyForAShareAndIsServed() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/mill");
        String reading = Records.quoted(Thread.currentThread().getName());
        anna.send(Records.call("1", "grind"), Records.call("2", "grind"), Records.call("3", "grind"));

        assertThat(anna.next()).contains("\"1\"", reading);
        assertThat(anna.next()).contains("\"2\"", "busy clients").doesNotContain(reading);
        assertThat(anna.next()).contains("\"3\"", "busy clients");
    }

    @Test
    void oneUserHasOneOfTheThreadsForThoseWhoCallMuch() {
        for (int connection = 0; connection < 3; connection++) {
            InMemoryClient.of("anna", weld, "/mill").send(Records.call("1", "grind"), Records.call("2", "stop"));
        }

        InMemoryClient ben = InMemoryClient.of("ben", weld, "/mill");
        ben.send(Records.call("1", "grind"), Records.call("2", "grind"));
        assertThat(ben.next()).contains("\"1\"");
        assertThat(ben.next()).contains("\"2\"", "busy clients");
    }

    /** Each has its share, but a thread reads for hundreds. */
    @Test
    void manyWhoCallALittleThatTakesTimeDoNotKeepTheReadingThreadForThemselves() {
        List<InMemoryClient> many = Stream.generate(() -> InMemoryClient.of("anna", weld, "/mill"))
                .limit(40)
                .toList();

        assertThat(many).anyMatch(client -> client.result("crack").contains("busy clients"));
    }

    @Test
    void soIsWhoeverConnectsToOneWhoseMethodForArrivalsNeverWaits() {
        assertThat(InMemoryClient.of("ben", weld, "/revolving").result("knock")).isEqualTo("\"come in\"");
    }
}
