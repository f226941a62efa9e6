package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.presencehub.Hub;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** One user takes no more than its share of the threads, however many connections it has, and whatever it calls. */
@EnableWeld
@Timeout(60)
class ShareOfThreadsTest {
    private static final int SHARE = 2;
    private static final HubOptions OPTIONS =
            HubOptions.DEFAULTS.withCalls(CallOptions.DEFAULTS.withThreads(2 * SHARE));

    private static AtomicInteger inside = new AtomicInteger();
    private static CountDownLatch released = new CountDownLatch(1);
    private static BlockingQueue<String> items = new LinkedBlockingQueue<>();

    @WeldSetup
    WeldInitiator weld =
            HubContainer.with(OPTIONS, Queue.class, Fountain.class, Sink.class).build();

    private final List<InMemoryClient> clients = new ArrayList<>();

    static void block() {
        inside.incrementAndGet();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Hub("/queue")
    static class Queue {
        public String hold() {
            block();
            return "held";
        }

        public String plain() {
            return "plain";
        }
    }

    @Hub("/fountain")
    static class Fountain {
        public Stream<String> flow() {
            return Stream.generate(() -> {
                inside.incrementAndGet();
                try {
                    return items.take();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        public String hold() {
            block();
            return "held";
        }
    }

    @Hub("/sink")
    static class Sink {
        public CompletionStage<Void> drink(Flow.Publisher<String> stream) {
            stream.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(String item) {
                    if (item.equals("hold")) {
                        block();
                    } else {
                        items.add(item);
                    }
                }

                @Override
                public void onError(Throwable cause) {}

                @Override
                public void onComplete() {}
            });
            return new CompletableFuture<>(); // which never completes, and holds no thread
        }
    }

    @BeforeEach
    void begin() {
        inside = new AtomicInteger();
        released = new CountDownLatch(1);
        items = new LinkedBlockingQueue<>();
    }

    @AfterEach
    void end() {
        released.countDown();
        clients.forEach(InMemoryClient::vanish);
    }

    private InMemoryClient connect(Caller caller, String path) {
        InMemoryClient client = InMemoryClient.of(caller, weld, path);
        clients.add(client);
        return client;
    }

    private static Caller user(String name) {
        return new Caller(() -> name, Set.of());
    }

    private static String stream(String target) {
        return Records.call("7", target).replace("\"type\":1", "\"type\":4");
    }

    private void assertOthersAreServed() {
        await().until(() -> inside.get() == SHARE);
        assertThat(connect(user("bert"), "/queue").result("plain")).isEqualTo("\"plain\"");
        assertThat(inside).hasValue(SHARE);
    }

    @Test
    void callsOfOneUserOnAllHubsTakeItsShareAndTheOthersWait() {
        for (int i = 0; i < SHARE; i++) {
            connect(user("anna"), "/queue").send(Records.call("1", "hold"));
            connect(user("anna"), "/fountain").send(Records.call("1", "hold"));
        }
        assertOthersAreServed();
        InMemoryClient waiting = connect(user("anna"), "/queue");
        waiting.send(Records.call("1", "hold"), Records.call("2", "plain"));

        released.countDown();

        assertThat(waiting.next()).as("each in its place").contains("held");
        assertThat(waiting.next()).contains("plain");
        await().until(() -> inside.get() == 2 * SHARE + 1);
    }

    @Test
    void streamsThatWaitForTheirNextItemCountToo() {
        for (int i = 0; i < 2 * SHARE; i++) {
            connect(user("anna"), "/fountain").send(stream("flow"));
        }
        assertOthersAreServed();
    }

    @Test
    void whoHasNoUserHasTheShareOfItsAddress() {
        for (int i = 0; i < 2 * SHARE; i++) {
            connect(Caller.anonymous("browser " + i, "192.0.2.1"), "/queue").send(Records.call("1", "hold"));
        }
        await().until(() -> inside.get() == SHARE);
        InMemoryClient other = connect(Caller.anonymous("browser", "192.0.2.2"), "/queue");
        assertThat(other.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void subscribersOfOneUsersStreamsTakeNoMoreThanItsShare() {
        for (int i = 0; i < 2 * SHARE; i++) {
            InMemoryClient client = connect(user("anna"), "/sink");
            client.send(
                    Records.call("1", "drink").replace("}", ",\"streamIds\":[\"s\"]}"),
                    "{\"type\":2,\"invocationId\":\"s\",\"item\":\"hold\"}");
        }
        await().until(() -> inside.get() == SHARE);
        InMemoryClient bert = connect(user("bert"), "/sink");
        bert.send(
                Records.call("1", "drink").replace("}", ",\"streamIds\":[\"s\"]}"),
                "{\"type\":2,\"invocationId\":\"s\",\"item\":\"told\"}");
        await().until(() -> items.contains("told"));
    }

    @Test
    void whoeverLeavesFreesTheThreadsThatWaitedForItemsOfItsStreams() {
        List<InMemoryClient> blocking = new ArrayList<>();
        for (int i = 0; i < 2 * SHARE; i++) {
            InMemoryClient client = connect(user("anna"), "/fountain");
            client.send(stream("flow"));
            blocking.add(client);
        }
        await().until(() -> inside.get() == SHARE);
        blocking.get(0).vanish();
        blocking.get(1).vanish();
        await().until(() -> inside.get() >= SHARE + 1);
        blocking.get(2).vanish();
        blocking.get(3).vanish();

        assertThat(connect(user("anna"), "/queue").result("plain")).isEqualTo("\"plain\"");
    }
}
