package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.UserConnections;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** What a call that is not answered yet keeps in memory counts, whether the next one waits for it or not. */
@EnableWeld
class HeldCallTest {
    private static final String PADDING = ",\"headers\":{\"x\":\"" + "x".repeat(30_000) + "\"}}";
    private static final long MOST = 8 * 1024;

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Quiet.class).build();

    @Hub("/quiet")
    static class Quiet {
        static CompletableFuture<String> answer = new CompletableFuture<>();

        public Flow.Publisher<String> flow() {
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }

        public CompletionStage<String> later() {
            return answer;
        }
    }

    private long held() {
        return weld.select(UserConnections.class).get().memory().bytes();
    }

    private static String padded(String call) {
        return call.substring(0, call.length() - 1) + PADDING;
    }

    @Test
    void aStreamHoldsItsCallUntilItEnds() {
        InMemoryClient client = InMemoryClient.of("anna", weld, "/quiet");
        client.send(padded(Records.call("1", "flow").replace("\"type\":1", "\"type\":4")));
        Awaitility.await().until(() -> held() > 3 * MOST);

        client.send("{\"type\":5,\"invocationId\":\"1\"}");

        Awaitility.await().until(() -> held() < MOST);
    }

    @Test
    void aStageHoldsItsCallUntilItIsCompleted() {
        Quiet.answer = new CompletableFuture<>();
        InMemoryClient client = InMemoryClient.of("anna", weld, "/quiet");
        client.send(padded(Records.call("1", "later")));
        Awaitility.await().until(() -> held() > 3 * MOST);

        Quiet.answer.complete("now");

        Awaitility.await().until(() -> held() < MOST);
        assertThat(client.next()).contains("now");
    }
}
