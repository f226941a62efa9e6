package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** What one client sends is received in that order by each receiver, whatever mix of unicast, multicast and broadcast it is. */
@WireTest
@Isolated("its broadcasts reach every client of the hub")
final class OrderIT {
    private static final int MESSAGES = 600;

    private final ServerUnderTest server;
    private final List<WireClient> clients = new ArrayList<>();
    private final String first = unique("first");
    private final String second = unique("second");

    OrderIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void hangUp() {
        clients.forEach(WireClient::close);
    }

    @Test
    void aMixOfOneSenderArrivesInOrder() {
        WireClient one = connect(first);
        WireClient other = connect(second);
        sendMix("sender", connect(unique("sender")));

        expectOrder(one, 1);
        expectOrder(other, 1);
    }

    @Test
    void callsInOneFrameArriveInOrder() {
        WireClient receiver = connect(first);
        connect(unique("sender"))
                .send(IntStream.range(0, MESSAGES)
                        .mapToObj(i -> message("sender", i))
                        .toArray(String[]::new));

        expectOrder(receiver, 1);
    }

    @Test
    void theSenderItselfIsAReceiverLikeAnyOther() {
        WireClient sender = connect(first);
        connect(second);
        sendMix("sender", sender);

        expectOrder(sender, 1);
    }

    @Test
    void fourSendersAtOnceKeepEachTheirOrder() {
        WireClient one = connect(first);
        WireClient other = connect(second);
        CompletableFuture<?>[] senders = IntStream.range(0, 4)
                .mapToObj(i -> "sender" + i)
                .map(name -> sendInBackground(name, connect(unique(name))))
                .toArray(CompletableFuture<?>[]::new);

        expectOrder(one, senders.length);
        expectOrder(other, senders.length);
        CompletableFuture.allOf(senders).join();
    }

    @Test
    void aReceiverThatIsBehindGetsTheSameOrderLater() {
        WireClient receiver = connect(first, 4_096);
        WireClient sender = connect(unique("sender"));
        sendMix("sender", sender);
        assertThat(sender.invoke("NoSuchMethod")).as("all were processed").containsKey("error");

        expectOrder(receiver, 1);
    }

    private CompletableFuture<Void> sendInBackground(String name, WireClient sender) {
        return CompletableFuture.runAsync(() -> sendMix(name, sender));
    }

    private static void expectOrder(WireClient receiver, int senders) {
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i < senders * MESSAGES; i++) {
            JsonArray message = receiver.awaitEvent("Tests_Mix").getJsonArray(0);
            int expected = next.merge(message.getString(0), 1, Integer::sum) - 1;
            assertThat(message.getInt(1)).as("from %s", message.getString(0)).isEqualTo(expected);
        }
        assertThat(next)
                .hasSize(senders)
                .allSatisfy((sender, count) -> assertThat(count).isEqualTo(MESSAGES));
    }

    private void sendMix(String name, WireClient sender) {
        for (int i = 0; i < MESSAGES; i += 3) {
            sender.send(message(name, i), message(name, i + 1)).send(message(name, i + 2));
        }
    }

    /** By turns in each of the ways that reach both receivers once; a unicast reaches one, so it comes as two. */
    private String message(String sender, int number) {
        String payload = "[" + quoted(sender) + "," + number + "]";
        return switch (number % 3) {
            case 0 -> event("BroadcastAsync", "\"Tests\"", "\"Mix\"", payload);
            case 1 ->
                event(
                        "MulticastAsync",
                        "[" + quoted(first) + "," + quoted(second) + "]",
                        "\"Tests\"",
                        "\"Mix\"",
                        payload);
            default ->
                event("UnicastAsync", quoted(first), "\"Tests\"", "\"Mix\"", payload) + "\u001e"
                        + event("UnicastAsync", quoted(second), "\"Tests\"", "\"Mix\"", payload);
        };
    }

    private WireClient connect(String user) {
        return connect(user, 0);
    }

    private WireClient connect(String user, int receiveBuffer) {
        WireClient client = server.opening(LATCH, user)
                .receiveBuffer(receiveBuffer)
                .connect()
                .register(user);
        clients.add(client);
        return client;
    }
}
