package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;
import static org.presencehub.testing.WireClient.PING;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Opening;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Stateful reconnect: HubProtocol.md, Ack and Sequence; a connection goes on after its WebSocket was lost. */
@WireTest
final class ResumeIT {
    private static final String HANDSHAKE = "{\"protocol\":\"json\",\"version\":2}";

    private final ServerUnderTest server;
    private final String user = unique("anna");

    ResumeIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void aNewSocketGoesOnWhereTheLostOneWas() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id).register(user)) {
            client.send(unicast("2", "before")).expect(event("A_b", "\"before\""), done("2"));
            client.socket().reset();
        }

        try (WireClient client = resumed(LATCH, id)) {
            client.expect(sequence(1));
            assertThat(Records.parse(client.next()).getString("target")).isEqualTo("Registered");
            client.expect(done("call1"), event("A_b", "\"before\""), done("2"));
            client.send(sequence(1), call("call1", "RegisterUser", quoted(user)), unicast("2", "before"));
            client.send(unicast("3", "after")).expect(event("A_b", "\"after\""), done("3"));
        }
    }

    @Test
    void whatTheClientAcknowledgedDoesNotComeAgain() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id).register(user)) {
            client.send("{\"type\":8,\"sequenceId\":2}", unicast("2", "x")).expect(event("A_b", "\"x\""), done("2"));
            client.socket().reset();
        }

        try (WireClient client = resumed(LATCH, id)) {
            client.expect(sequence(3), event("A_b", "\"x\""), done("2"));
        }
    }

    @Test
    void whatOthersSendMeanwhileIsKept() {
        String id = negotiate(LATCH);
        try (WireClient other = server.opening(LATCH, unique("bert")).connect()) {
            try (WireClient client = connect(LATCH, id).register(user)) {
                client.send("{\"type\":8,\"sequenceId\":2}").expectAlive();
                client.socket().reset();
            }
            other.send(unicast("1", "meanwhile")).expect(done("1"));

            try (WireClient client = resumed(LATCH, id)) {
                client.expect(sequence(3));
                client.awaitEvent("A_b");
            }
        }
    }

    @Test
    void theServerAcknowledgesWithinASecondOrSo() {
        try (WireClient client = open(LATCH, negotiate(LATCH), user).open()) {
            client.send(HANDSHAKE).expect("{}").send(PING).expectAlive().expectAlive();
            client.await(record -> record.getInt("type") == 8 && record.getInt("sequenceId") == 2);
        }
    }

    @Test
    void nobodySeesAUserBlinkWhoComesBack() {
        String ending = unique("");
        String id = negotiate(PRESENCE, "bert" + ending);
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending)) {
            try (WireClient client = connect(PRESENCE, id, "bert" + ending)) {
                watcher.awaitTransition("+bert" + ending);
                client.socket().reset();
            }
            try (WireClient client = resumed(PRESENCE, id, "bert" + ending);
                    Watcher carla = Watcher.arrive(server, "carla" + ending, ending)) {
                client.expect(sequence(1));
                client.awaitEvent("UserIsOnline");
                watcher.awaitTransition("+carla" + ending);
                assertThat(carla.told()).contains("bert" + ending);
                assertThat(watcher.transitions()).containsExactly("+bert" + ending, "+carla" + ending);
            }
        }
    }

    /** The JavaScript client counts from its first ping on, and would lose count of what comes with the answer to its handshake. */
    @Test
    @Tag("ours")
    void nothingCountedComesBeforeTheClientsFirstMessage() {
        try (WireClient client = open(PRESENCE, negotiate(PRESENCE), user).open()) {
            client.send(HANDSHAKE).expect("{}");
            assertThat(client.socket().isSilentFor(Duration.ofMillis(300))).isTrue();

            client.send(PING).awaitEvent("GetOnlineUsers");
        }
    }

    @Test
    @Tag("ours")
    void aClientThatNeverPingsIsNotForgotten() {
        try (WireClient client = open(PRESENCE, negotiate(PRESENCE), user).open()) {
            client.send(HANDSHAKE).expect("{}").awaitEvent("GetOnlineUsers");
        }
    }

    @Test
    @Tag("ours")
    void aSocketThatComesBeforeTheFirstIsMissedTakesOver() {
        String id = negotiate(LATCH);
        try (WireClient first = connect(LATCH, id).register(user);
                WireClient second = resumed(LATCH, id)) {
            second.expect(sequence(1));
            assertThat(first.socket().closeCode()).isEqualTo(1000);
            second.send(sequence(2), unicast("2", "x")).awaitEvent("A_b");
        }
    }

    /** A phone has changed its network, and the server has not noticed: the old socket says nothing, and nobody reads from it. */
    @Test
    @Tag("ours")
    void aSocketTakesOverAtOnceFromOneThatHangs() {
        String ending = unique("");
        String bert = "bert" + ending;
        String id = negotiate(PRESENCE, bert);
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
                WireClient hanging = connect(PRESENCE, id, bert)) {
            watcher.awaitTransition("+" + bert);
            hanging.awaitEvent("GetOnlineUsers");
            hanging.send("{\"type\":8,\"sequenceId\":1}").expectAlive();
            long start = System.nanoTime();
            try (WireClient client = resumed(PRESENCE, id, bert);
                    Watcher carla = Watcher.arrive(server, "carla" + ending, ending)) {
                client.await(record -> record.getInt("type") == 9);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                client.await(record -> record.toString().contains("carla" + ending));
                watcher.awaitTransition("+carla" + ending);
                assertThat(carla.told()).contains(bert);
                assertThat(watcher.transitions()).containsExactly("+" + bert, "+carla" + ending);
                client.send(sequence(2)).expectAlive();
            }
        }
    }

    @Test
    void whoSaidGoodbyeDoesNotComeBack() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id)) {
            client.send(CLOSE).expect(CLOSE);
            assertThat(open(LATCH, id, user).refused().status()).isEqualTo(404);
        }
    }

    @Test
    void aCloseFrameIsForGood() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id)) {
            client.socket().send(Frame.close(1000, ""));
            assertThat(client.socket().closeCode()).isEqualTo(1000);
        }

        await().untilAsserted(() ->
                assertThat(open(LATCH, id, user).refused().status()).isEqualTo(404));
    }

    @Test
    void versionOneDoesNotComeBack() {
        String id = negotiate(LATCH);
        try (WireClient client = open(LATCH, id, user).connect()) {
            client.expectAlive().socket().reset();
        }

        await().untilAsserted(() ->
                assertThat(open(LATCH, id, user).refused().status()).isEqualTo(404));
    }

    @Test
    @Tag("ours")
    void anotherUserDoesNotTakeOver() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id)) {
            assertThat(open(LATCH, id, unique("mallory")).refused().status()).isEqualTo(403);
            client.expectAlive();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_000_000_000_000L})
    void aGapInTheNumbersClosesTheConnection(long number) {
        try (WireClient client = connect(LATCH, negotiate(LATCH))) {
            client.expectAlive().send(sequence(number)).expectBroken();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    @Tag("ours")
    void aNumberThatNoMessageHasClosesTheConnection(long number) {
        try (WireClient client = connect(LATCH, negotiate(LATCH))) {
            client.expectAlive().send(sequence(number)).expectBroken();
        }
    }

    @Test
    void aSecondHandshakeClosesTheConnection() {
        String id = negotiate(LATCH);
        try (WireClient client = connect(LATCH, id)) {
            client.expectAlive().socket().reset();
        }
        try (WireClient client = resumed(LATCH, id)) {
            client.send(HANDSHAKE).await(record -> record.getInt("type") == 9);
            assertThat(client.drain().toString()).contains("Connection closed with an error.");
        }
    }

    private WireClient connect(String hub, String id) {
        return connect(hub, id, user);
    }

    private WireClient connect(String hub, String id, String as) {
        return open(hub, id, as)
                .open()
                .ignoringAcks()
                .send(HANDSHAKE)
                .expect("{}")
                .send(PING);
    }

    private WireClient resumed(String hub, String id) {
        return resumed(hub, id, user);
    }

    private WireClient resumed(String hub, String id, String as) {
        return open(hub, id, as).open().ignoringAcks();
    }

    private Opening open(String hub, String id, String as) {
        return server.opening(hub, as).id(id);
    }

    private String negotiate(String hub) {
        return negotiate(hub, user);
    }

    private String negotiate(String hub, String as) {
        var answer = server.post(hub + "/negotiate?negotiateVersion=1&useStatefulReconnect=true")
                .bearer(server.token(as))
                .send()
                .json();
        assertThat(answer.getBoolean("useStatefulReconnect")).isTrue();
        return answer.getString("connectionToken");
    }

    private String unicast(String id, String payload) {
        return call(id, "UnicastAsync", quoted(user), "\"A\"", "\"b\"", quoted(payload));
    }

    private static String sequence(long number) {
        return "{\"type\":9,\"sequenceId\":" + number + "}";
    }
}
