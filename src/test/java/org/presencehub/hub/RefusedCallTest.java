package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.Hub;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;

/** A call that is not made leaves one line, which says which and why, and has nothing that a client made up. */
@EnableWeld
class RefusedCallTest {
    private static final String SECRET = "s3cr3t";

    /** Two calls at once that stream, so that one too many is soon there. */
    private static final HubOptions OPTIONS = HubOptions.DEFAULTS.withCalls(CallOptions.DEFAULTS.withThreads(4));

    @WeldSetup
    WeldInitiator weld = HubContainer.with(OPTIONS, Chat.class).build();

    public record Post(String text, int likes) {}

    @Hub("/chat")
    static class Chat {
        @NonBlocking
        public void post(String room, int times) {}

        @NonBlocking
        public void publish(List<Post> posts) {}

        @HubMethodName("post.all")
        @NonBlocking
        public void postAll(String first, RawArguments rest) {}

        @RolesAllowed({"owner", "admin"})
        @NonBlocking
        public void sweep() {}

        @RolesAllowed("**")
        @NonBlocking
        public void known() {}

        @DenyAll
        @NonBlocking
        public void nobody() {}

        @NonBlocking
        public Flow.Publisher<Integer> endless() {
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }

        @NonBlocking
        public Stream<Integer> few(int most) {
            return Stream.of(most);
        }

        @NonBlocking
        public @Nullable Stream<Integer> none() {
            return null;
        }

        @NonBlocking
        public CompletionStage<String> sum(Flow.Publisher<Integer> numbers) {
            return new CompletableFuture<>();
        }
    }

    private static String stream(String id, String target, String... arguments) {
        return call(id, target, arguments).replace("\"type\":1", "\"type\":4");
    }

    private static String streaming(String target, String... ids) {
        return call("1", target).replace("}", ",\"streamIds\":" + List.of(ids) + "}");
    }

    private static void assertOneLine(RecordedLog log, InMemoryClient client, String line) {
        await().untilAsserted(() -> assertThat(log.lines())
                .containsExactly("Connection " + client.id() + " of /chat: the call of " + line));
    }

    @ParameterizedTest(name = "{0}({1})")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "post | \"s3cr3t\", \"s3cr3t\" | 'post' is refused. Argument 2, a string, does not fit int.",
                "POST | {\"s3cr3t\":1}, 1 | 'POST' is refused. Argument 1, an object, does not fit java.lang.String.",
                "post | \"s3cr3t\", null | 'post' is refused. Argument 2, null, does not fit int.",
                "post | \"s3cr3t\" | 'post' is refused. The client gave 1 argument, and it takes 2.",
                "post.all | | 'post.all' is refused. The client gave 0 arguments, and it takes 1 or more.",
                "publish | [{\"text\":\"a\",\"LIKES\":\"s3cr3t\"}] | 'publish' is refused. Argument 1, an array, does not fit"
                        + " java.util.List<org.presencehub.hub.RefusedCallTest$Post>, for its property 'likes'.",
                "sweep | | 'sweep' is refused. The caller has none of the roles that it asks for: [admin, owner].",
                "nobody | | 'nobody' is refused. Nobody may call it.",
                "few | 1 | 'few' is refused. It streams, and the client asked for one answer: stream() calls it.",
                "pots | \"s3cr3t\" | 'pots' is refused. The hub has no such method.",
                "Pubish | \"s3cr3t\" | 'Pubish' is refused. The hub has no such method. Did you mean 'publish'?",
                "post_all | | 'post_all' is refused. The hub has no such method. Did you mean 'post.all'?",
                "post-all | | a name of 8 characters that is no identifier is refused. The hub has no such method. Did you mean 'post.all'?",
                "my s3cr3t | | a name of 9 characters that is no identifier is refused. The hub has no such method.",
            })
    void whatDoesNotFitIsNamedOnceWhetherAnAnswerIsWantedOrNot(String target, @Nullable String arguments, String line) {
        String given = arguments == null ? "" : arguments;
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/chat");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub")) {
            anna.send(call("1", target, given));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(log, anna, line);
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub")) {
            anna.send(event(target, given));
            assertOneLine(log, anna, line + " The client is not told, as it asked.");
            assertThat(log.lines().toString()).doesNotContain(SECRET);
            anna.assertNothingCame();
        }
    }

    @Test
    void aTokenThatIsMissingOrHasExpiredIsNamed() {
        InMemoryClient somebody = InMemoryClient.anonymous(weld, "/chat");
        Caller late = new Caller(() -> "anna", Set.of("owner"), Instant.EPOCH, "");
        InMemoryClient anna = InMemoryClient.of(late, weld, "/chat");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            somebody.error("known");
            assertOneLine(log, somebody, "'known' is refused. It asks for a token, and the caller has none.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.error("sweep");
            assertOneLine(log, anna, "'sweep' is refused. The caller's token has expired.");
        }
    }

    @Test
    void callsForStreamsAreNamedToo() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/chat");
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(stream(SECRET, "few", "\"" + SECRET + "\""));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(log, anna, "'few' is refused. Argument 1, a string, does not fit int.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(stream(SECRET, "post", "1", "1"));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(
                    log,
                    anna,
                    "'post' is refused. It has one answer, and the client asked for a stream: invoke() calls it.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(streaming("sum", "\"a\"", "\"b\""));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(log, anna, "'sum' is refused. The client streams to it 2 times, and it takes 1 stream.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(stream(SECRET, "none"));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(log, anna, "'none' is refused. The method returned null, though it promises a stream.");
        }
    }

    @Test
    void anIdThatIsInUseIsNotNamedButSaidAndSoAreTooManyStreams() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/chat");
        anna.send(stream(SECRET, "endless"), streaming("sum", "\"" + SECRET + "\""));
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(stream(SECRET, "endless"));
            assertThat(anna.next()).contains("is already in use");
            assertOneLine(log, anna, "'endless' is refused. Its invocation id is that of a call that still runs.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(streaming("sum", "\"" + SECRET + "\""));
            assertThat(anna.next()).contains("is already in use");
            assertOneLine(
                    log,
                    anna,
                    "'sum' is refused. One of its stream ids is that of a stream that is still open, or is there twice.");
        }
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub.hub")) {
            anna.send(stream("3", "endless"));
            assertThat(anna.next()).contains("\"error\"");
            assertOneLine(
                    log,
                    anna,
                    "'endless' is refused. A connection may have 2 calls at once that stream or have asked a client (half"
                            + " of presencehub.hub-threads).");
        }
    }
}
