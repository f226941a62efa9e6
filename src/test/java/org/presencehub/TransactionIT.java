package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Messages of beans and hubs that run in a transaction of the server, as users see them. */
@WireTest
final class TransactionIT {
    private static final String CHECKOUT = "/hubs/checkout";
    private static final String PAID = "Orders_Paid";

    private final ServerUnderTest server;
    private final String anna = unique("anna");
    private final String order = unique("order");
    private final WireClient client;

    TransactionIT(ServerUnderTest server) {
        this.server = server;
        client = server.opening(CHECKOUT, anna).connect();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private String post(String what, String about) {
        return server.post("/checkout/" + what + "?owner=" + anna + "&order=" + about)
                .send()
                .body();
    }

    private static String event(String name, String order) {
        return Records.event(name, quoted(order));
    }

    private void expectPaid(String about) {
        client.expect(event(PAID, about));
    }

    /** What is sent afterwards comes next: nothing is on its way. */
    private void assertNothingCame() {
        post("async", "fence");
        expectPaid("fence");
    }

    @Test
    void whatWasCommittedArrivesWhenOthersSeeTheRow() {
        post("hold", order);
        CompletableFuture<String> paying = CompletableFuture.supplyAsync(() -> post("pay", order));
        client.expect(event("Ledger_Committing", order));
        assertNothingCame();
        assertThat(post("holds", order)).isEqualTo("false");

        post("release", order);

        expectPaid(order);
        assertThat(post("holds", order)).isEqualTo("true");
        assertThat(paying.join()).isEqualTo(Delivery.reached(1, 1).toString());
    }

    @Test
    void whatWasMarkedForRollbackReachesNobody() {
        assertThat(post("fail", order)).contains("CancellationException", "rolled back");

        assertNothingCame();
        assertThat(post("holds", order)).isEqualTo("false");
    }

    @Test
    void whatABeanSentBeforeItThrewReachesNobody() {
        assertThat(post("throw", order)).contains("A payment failed on purpose");

        assertNothingCame();
    }

    @Test
    void tenOfOneTransactionArriveInOrder() {
        post("ten", order);

        IntStream.range(0, 10).mapToObj(String::valueOf).forEach(this::expectPaid);
    }

    @Test
    void progressArrivesThoughTheTransactionFails() {
        post("progress", order);

        client.expect(Records.event("progress", "50"));
        expectPaid(order);
        assertNothingCame();
    }

    @Test
    void messagesOfObserversComeBeforeAndBehindTheirTransaction() {
        post("observed", order);

        client.expect(event(PAID, order), event("Orders_BeforeCompletion", order), event("Orders_AfterSuccess", order));
    }

    @Test
    void observersOfAFailureAreHeardIfTheySendImmediately() {
        post("observed-failure", order);

        client.expect(event("Orders_AfterFailure", order));
        assertNothingCame();
    }

    @Test
    void aHubMethodsMessagesArriveWithItsCommitAndBeforeItsAnswer() {
        client.send(Records.call("1", "Pay", quoted(order)));

        client.expect(
                Records.event("progress", "100"),
                event(PAID, order),
                "{\"type\":3,\"invocationId\":\"1\",\"result\":" + quoted(order) + "}");
        assertThat(post("holds", order)).isEqualTo("true");
    }

    @Test
    void aHubMethodThatThrowsTellsItsCallerOnly() {
        client.send(Records.call("1", "PayAndThrow", quoted(order)));

        client.expect(Records.event("progress", "100"));
        assertThat(client.next()).contains("\"invocationId\":\"1\"", "A payment failed on purpose");
        assertNothingCame();
    }
}
