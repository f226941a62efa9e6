package org.presencehub.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.PackedClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** Half an emoji ends the call that brings it, and nothing else: not the connection, and nobody is sent it. */
@EnableWeld
class UnreadableTextTest {
    private static final String HALF = "\"\\ud83d\"";
    private static final String NO_UNICODE = " is a value with text that is not Unicode.";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Desk.class).build();

    @Hub("/desk")
    static class Desk {
        @Inject
        Clients<ClientProxy> clients;

        @NonBlocking
        public void relay(String event, RawArguments rest) {
            clients.others().send(event, rest);
        }

        @NonBlocking
        public String echo(String text) {
            return text;
        }

        @NonBlocking
        public Stream<String> repeat(String text) {
            return Stream.of(text, text);
        }

        public CompletionStage<String> collect(Flow.Publisher<Object> items) {
            return new Collected(items).all;
        }

        public String ask() {
            return clients.caller()
                    .invoke(Object.class, "question")
                    .handle((answer, cause) -> String.valueOf(cause == null ? answer : cause.getMessage()))
                    .toCompletableFuture()
                    .join();
        }
    }

    /** What a stream brings, and how it ends. */
    private static final class Collected implements Flow.Subscriber<Object> {
        final CompletableFuture<String> all = new CompletableFuture<>();
        private String items = "";

        Collected(Flow.Publisher<Object> items) {
            items.subscribe(this);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object item) {
            items += item + " ";
        }

        @Override
        public void onError(Throwable cause) {
            all.complete(items + cause.getMessage());
        }

        @Override
        public void onComplete() {
            all.complete(items + "complete");
        }
    }

    private InMemoryClient client() {
        return InMemoryClient.of("anna", weld, "/desk");
    }

    private static String told(String method, int argument) {
        return "An unexpected error occurred invoking '" + method + "' on the server. HubException: Argument "
                + argument + NO_UNICODE;
    }

    private static void assertAlive(InMemoryClient client) {
        assertThat(client.result("echo", "\"\\ud83d\\ude00\"")).isEqualTo("\"\uD83D\uDE00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {HALF, "[1,{\"a\":" + HALF + "}]", "{" + HALF + ":1}", "\"\\ude00\\ud83d\""})
    void aPayloadWithHalfAnEmojiIsSentToNobodyAndItsSenderIsTold(String payload) {
        InMemoryClient anna = client();
        InMemoryClient bert = client();

        assertThat(anna.error("relay", "\"news\"", "1", payload)).isEqualTo(told("relay", 3));
        assertThat(anna.error("echo", payload)).isEqualTo(told("echo", 1));

        assertAlive(anna);
        bert.assertNothingCame();
        assertAlive(bert);
    }

    @Test
    void aCallThatWantsNoAnswerLeavesALineInTheLog() {
        InMemoryClient anna = client();
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub")) {
            anna.send(Records.event("echo", HALF));

            assertThat(log.lines())
                    .containsExactly("Connection " + anna.id() + " of /desk: the call of 'echo' is refused. Argument 1"
                            + NO_UNICODE + " The client is not told, as it asked.");
        }
        assertAlive(anna);
    }

    @Test
    void bytesThatAreNoUtf8AreNoBetter() {
        InMemoryClient anna = client();

        anna.connection().received((Records.call("1", "echo", "\"\u00ff\"") + "\u001e").getBytes(ISO_8859_1));

        assertThat(Records.parse(anna.next()).getString("error")).isEqualTo(told("echo", 1));
        assertAlive(anna);
    }

    @Test
    void aMethodThatIsNamedSoIsNotThere() {
        InMemoryClient anna = client();

        assertThat(anna.error("echo\\ud83d"))
                .isEqualTo("Failed to invoke 'echo\uFFFD' due to an error on the server. HubException: Method does not"
                        + " exist.");
        assertAlive(anna);
    }

    @Test
    void aCallForAStreamFailsAsOne() {
        InMemoryClient anna = client();

        anna.send("{\"type\":4,\"invocationId\":\"7\",\"target\":\"repeat\",\"arguments\":[" + HALF + "]}");

        assertThat(anna.next()).contains("\"type\":3,\"invocationId\":\"7\",\"error\"");
        assertAlive(anna);
    }

    @Test
    void anItemEndsItsStreamBehindThoseBeforeIt() {
        InMemoryClient anna = client();

        anna.send(
                "{\"type\":1,\"invocationId\":\"1\",\"target\":\"collect\",\"arguments\":[],\"streamIds\":[\"s\"]}",
                "{\"type\":2,\"invocationId\":\"s\",\"item\":\"first\"}",
                "{\"type\":2,\"invocationId\":\"s\",\"item\":" + HALF + "}",
                "{\"type\":2,\"invocationId\":\"s\",\"item\":\"third\"}");

        assertThat(anna.next())
                .isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"first Failed to bind Stream message.\"}");
        assertAlive(anna);
    }

    @Test
    void anAnswerFailsWhoAsked() {
        InMemoryClient anna = client();
        anna.send(Records.call("1", "ask"));
        assertThat(anna.next()).contains("question");

        anna.send("{\"type\":3,\"invocationId\":\"s1\",\"result\":{\"a\":" + HALF + "}}");

        assertThat(anna.next()).contains("What the client answered to 'question' does not fit.");
        assertAlive(anna);
    }

    @Test
    void anErrorIsStillOneAndSaysWhatCanBeRead() {
        InMemoryClient anna = client();
        anna.send(Records.call("1", "ask"));
        assertThat(anna.next()).contains("question");

        anna.send("{\"type\":3,\"invocationId\":\"s1\",\"error\":\"no \\ud83d\"}");

        assertThat(anna.next()).contains("no \uFFFD");
        assertAlive(anna);
    }

    /** Half a surrogate pair in UTF-8, bytes that never occur, a key that would close the connection of whoever gets it. */
    @ParameterizedTest
    @ValueSource(strings = {"a3eda0bd", "a2fffe", "9181a1ff01", "81a95f5f70726f746f5f5f01"})
    void messagePackIsNoOther(String argument) {
        PackedClient anna = PackedClient.of("anna", weld, "/desk");
        String body = "960180a131a46563686f91" + argument + "90";

        anna.sendBytes(String.format("%02x", body.length() / 2) + body);

        assertThat(((Completion) anna.next()).error()).contains("HubException: Argument 1 is a value with ");
        assertThat(anna.call("echo", org.presencehub.protocol.Json.quote("x").packed())
                        .result())
                .hasToString("a178");
    }
}
