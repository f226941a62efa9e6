package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.DisconnectReason.FLOODING;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.failed;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.application.GhostHub;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Hubs of an application: {@code TestHub} at {@code /test} and {@code GhostHub} at {@code /ghost} must be deployed with the WAR. */
@WireTest
@Tag("ours")
final class ApplicationHubIT {
    private static final String TEST = "/test";
    private static final String GHOST = "/ghost";
    private static final String CHAT = "/hubs/chat";

    private final ServerUnderTest server;
    private final String user = unique("anna");
    private final String latch = quoted(unique("latch"));

    ApplicationHubIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void resultsAreAnswered() {
        try (WireClient client = connect()) {
            client.send(call("1", "Echo", "\"é\""), call("2", "Add", "1", "2"))
                    .expect(
                            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"é\"}",
                            "{\"type\":3,\"invocationId\":\"2\",\"result\":3}");
        }
    }

    @Test
    void aFractionIsNoInt() {
        try (WireClient client = connect()) {
            String error = "Failed to invoke 'Add' due to an error on the server.";
            client.send(
                            call("1", "Add", "1.0", "2"),
                            call("2", "Add", "1", "1e2"),
                            call("3", "Add", "1", "99999999999"))
                    .expect(failed("1", error), failed("2", error), failed("3", error));
        }
    }

    @Test
    void whatAMethodThrowsStaysSecretUnlessItIsMeantForTheCaller() {
        try (WireClient client = connect()) {
            client.send(call("1", "Throw", "\"secret\""), call("2", "ThrowHub", "\"open\""))
                    .expect(
                            failed("1", "An unexpected error occurred invoking 'Throw' on the server."),
                            failed(
                                    "2",
                                    "An unexpected error occurred invoking 'ThrowHub' on the server. HubException: open"));
        }
    }

    @Test
    void anAbortedConnectionIsToldNotToReconnect() {
        try (WireClient client = connect()) {
            client.send(call("1", "AbortMe")).await(record -> record.equals(Records.parse(CLOSE)));
            client.expectClose(1000);
        }
    }

    @Test
    void callsOfOneConnectionWaitForEachOtherAndOthersDoNotWait() {
        try (WireClient blocked = connect();
                WireClient other = connect()) {
            blocked.send(call("1", "Block", latch), call("2", "Echo", "\"later\""));
            assertThat(other.invoke("Echo", "\"now\"").getString("result")).isEqualTo("now");
            assertThat(blocked.socket().isSilentFor(Duration.ofMillis(200))).isTrue();

            other.invoke("Release", latch);

            blocked.expect(
                    "{\"type\":3,\"invocationId\":\"1\",\"result\":true}",
                    "{\"type\":3,\"invocationId\":\"2\",\"result\":\"later\"}");
        }
    }

    @Test
    void aHundredThousandCallsBehindABlockedOneAreBoundedAndEndTheirConnection() {
        try (WireClient flood = connect();
                WireClient other = connect()) {
            flood.send(call("1", "Block", latch));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendHundredThousandCalls(flood));
            List<String> records = flood.patience(Duration.ofSeconds(30)).drain();
            sending.orTimeout(30, TimeUnit.SECONDS).join();

            assertThat(records)
                    .as("no call behind the blocked one is answered")
                    .noneMatch(record -> record.contains("\"echo\""));
            expectLogged(FLOODING.sentence(), "presencehub.maximum-receive-backlog");
            assertThat(other.send(call("1", "Release", latch)).expect(done("1")).invoke("Echo", "\"now\""))
                    .containsKey("result");
        }
    }

    /** Each of the first calls starts a thread of its own. */
    @Test
    void methodsRunWithTheTransactionTheNamesAndTheClassesOfTheApplication() {
        for (int i = 0; i < 10; i++) {
            try (WireClient client = connect()) {
                assertThat(client.invoke("Surroundings").getString("result"))
                        .matches("transaction, names, classes and request on presencehub-hub-[0-9]+");
            }
        }
    }

    @Test
    void usersCountAcrossOurHubAndThatOfTheApplication() {
        String ending = unique("");
        String bert = "bert" + ending;
        String carl = "carl" + ending;
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
                Watcher chatting = Watcher.arrived(server.opening(CHAT, bert).connect(), bert, ending);
                WireClient reading = server.opening(PRESENCE, bert).connect()) {
            reading.awaitEvent("GetOnlineUsers");
            leave(server.opening(PRESENCE, carl).connect());
            chatting.awaitTransition("+" + carl).awaitTransition("-" + carl);
            leave(chatting.client());
            leave(server.opening(CHAT, carl).connect());
            watcher.awaitTransitions(5); // carl's grace began after that of bert's first connection would have
            assertThat(watcher.transitions())
                    .containsExactly("+" + bert, "+" + carl, "-" + carl, "+" + carl, "-" + carl);

            leave(reading);
            watcher.awaitTransition("-" + bert).awaitList();
        }
    }

    private static void leave(WireClient client) {
        client.send(CLOSE).socket().closeCode();
    }

    @Test
    void aHubThatThrowsOnArrivalLeavesNoGhost() {
        String ending = unique("");
        String ghost = GhostHub.FAILS_ON_ARRIVAL + ending;
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
                WireClient refused = server.opening(GHOST, ghost).connect()) {
            assertThat(refused.await(record -> record.getInt("type") == 7)).containsOnlyKeys("type", "error");
            refused.expectClose(1000);

            watcher.awaitTransition("-" + ghost).awaitList();
        }
    }

    @Test
    void aHubThatThrowsOnLeavingLeavesNoGhost() {
        String ending = unique("");
        String ghost = "ghost" + ending;
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
                WireClient leaving = server.opening(GHOST, ghost).connect()) {
            leaving.awaitEvent("GetOnlineUsers");
            leaving.send(CLOSE).socket().closeCode();

            watcher.awaitTransition("-" + ghost).awaitList();
        }
    }

    private void expectLogged(String... eitherOf) {
        server.log()
                .ifPresent(log -> await().until(() ->
                        log.lines().anyMatch(line -> Stream.of(eitherOf).anyMatch(line::contains))));
    }

    private static void sendHundredThousandCalls(WireClient client) {
        String hundred = Records.of(
                Collections.nCopies(100, call("2", "Echo", "\"echo\"")).toArray(String[]::new));
        try {
            for (int i = 0; i < 1_000; i++) {
                client.socket().send(Frame.text(hundred));
            }
        } catch (UncheckedIOException hungUp) {
            // As it should: nobody has to take a hundred thousand calls.
        }
    }

    private WireClient connect() {
        return server.opening(TEST, user).connect();
    }
}
