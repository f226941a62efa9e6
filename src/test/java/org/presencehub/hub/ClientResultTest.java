package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.HubException;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.InMemoryTransactions;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** What a client is asked and answers. */
@EnableWeld
class ClientResultTest {
    /** As few as it takes for two methods that wait for one another's client. */
    private static final int THREADS = 2;

    @WeldSetup
    WeldInitiator weld = HubContainer.with(
                    HubOptions.DEFAULTS.withCalls(CallOptions.DEFAULTS
                            .withThreads(THREADS)
                            .withThreadsPerUser(THREADS)
                            .withClientResultTimeout(Duration.ofSeconds(5))),
                    Quiz.class,
                    Curious.class,
                    Outside.class)
            .build();

    public interface Player {
        CompletionStage<String> answer(String question);

        CompletionStage<Void> wake();

        void told(String what);
    }

    @Hub("/quiz")
    static class Quiz {
        @Inject
        Clients<Player> players;

        @Inject
        Clients<ClientProxy> clients;

        @Inject
        Outside outside;

        public CompletionStage<String> askMe(String question) {
            return players.caller().answer(question);
        }

        public String askBlocking(String id, String question) {
            return players.client(id).answer(question).toCompletableFuture().join();
        }

        public void wake() {
            players.caller().wake().toCompletableFuture().join();
        }

        public void askAll() {
            clients.others().invoke(String.class, "answer", "?");
        }

        public void hold() {
            outside.gate().join();
        }

        @NonBlocking
        public String plain() {
            return "plain";
        }
    }

    @Hub("/curious")
    static class Curious {
        @Inject
        Clients<ClientProxy> clients;

        @OnConnected
        public void arrived() {
            try {
                clients.caller().invoke(String.class, "answer");
            } catch (IllegalStateException e) {
                throw new HubException(String.valueOf(e.getMessage()));
            }
        }
    }

    @ApplicationScoped
    static class Outside {
        @Inject
        HubContext<Quiz> quiz;

        private final CompletableFuture<Void> gate = new CompletableFuture<>();

        CompletableFuture<Void> gate() {
            return gate;
        }

        Clients<ClientProxy> clients() {
            return quiz.clients();
        }
    }

    private InMemoryClient player(String name) {
        return InMemoryClient.of(name, weld, "/quiz");
    }

    private Clients<ClientProxy> clients() {
        return weld.select(Outside.class).get().clients();
    }

    @CanIgnoreReturnValue
    private CompletableFuture<Integer> ask(InMemoryClient whom) {
        return clients().client(whom.id()).invoke(Integer.class, "answer", "?").toCompletableFuture();
    }

    private static String asked(String id) {
        return Records.call(id, "answer", "\"?\"");
    }

    private static String answer(String id, String json) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"result\":" + json + "}";
    }

    private static @Nullable Throwable failure(CompletableFuture<?> answer) {
        return answer.handle((value, cause) -> cause)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void clientIsAskedAndAnswers() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> first = ask(anna);
        CompletableFuture<Integer> second = ask(anna);
        assertThat(anna.next()).isEqualTo(asked("s1"));
        assertThat(anna.next()).isEqualTo(asked("s2"));
        anna.send(answer("s2", "2"), answer("s1", "1"));

        assertThat(first.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
        assertThat(second.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(2);
    }

    @Test
    void whoHearsAnAnswerHoldsUpNoMessagesOfTheClient() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Thread> hearing = ask(anna).thenApply(answer -> Thread.currentThread());
        assertThat(anna.next()).isEqualTo(asked("s1"));

        anna.send(answer("s1", "1"));

        assertThat(hearing.orTimeout(10, TimeUnit.SECONDS).join()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void callerIsAskedThroughItsInterfaceAndTheHubAnswersWithThat() {
        InMemoryClient anna = player("anna");
        anna.send(Records.call("1", "askMe", "\"?\""));
        assertThat(anna.next()).isEqualTo(asked("s1"));
        anna.send(answer("s1", "\"!\""));

        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"!\"}");
    }

    @Test
    void methodThatWaitsForItsOwnCallersAnswerGetsIt() {
        InMemoryClient anna = player("anna");
        anna.send(Records.call("1", "askBlocking", Records.quoted(anna.id()), "\"?\""));
        assertThat(anna.next()).isEqualTo(asked("s1"));
        anna.send(Records.call("2", "plain"));
        assertThat(anna.next()).as("the call behind, which runs meanwhile").contains("plain");
        anna.send(answer("s1", "\"!\""));

        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"!\"}");
    }

    @Test
    void callsBehindAMethodThatHasWaitedKeepTheirOrder() {
        InMemoryClient anna = player("anna");
        InMemoryClient ben = player("ben");
        anna.send(Records.call("1", "askBlocking", Records.quoted(ben.id()), "\"?\""));
        assertThat(ben.next()).isEqualTo(asked("s1"));
        anna.send(Records.call("2", "hold"), Records.call("3", "plain"));
        ben.send(answer("s1", "\"!\""));

        assertThat(anna.next()).isEqualTo("{\"type\":3,\"invocationId\":\"1\",\"result\":\"!\"}");
        await().during(Duration.ofMillis(100)).untilAsserted(anna::assertNothingCame);
        weld.select(Outside.class).get().gate().complete(null);
        assertThat(anna.next()).isEqualTo(Records.done("2"));
        assertThat(anna.next()).contains("plain");
    }

    @Test
    void twoMethodsThatWaitForOneAnothersClientsBothEnd() {
        InMemoryClient anna = player("anna");
        InMemoryClient ben = player("ben");
        anna.send(Records.call("1", "askBlocking", Records.quoted(ben.id()), "\"?\""));
        ben.send(Records.call("1", "askBlocking", Records.quoted(anna.id()), "\"?\""));
        assertThat(anna.next()).isEqualTo(asked("s1"));
        assertThat(ben.next()).isEqualTo(asked("s1"));
        anna.send(answer("s1", "\"a\""));
        ben.send(answer("s1", "\"b\""));

        assertThat(anna.next()).contains("\"result\":\"b\"");
        assertThat(ben.next()).contains("\"result\":\"a\"");
    }

    @Test
    void answerOfAnotherConnectionAnswersNothing() {
        InMemoryClient anna = player("anna");
        InMemoryClient eve = player("eve");
        CompletableFuture<Integer> answer = ask(anna);
        eve.send(answer("s1", "666"));
        assertThat(eve.result("plain")).isEqualTo("\"plain\"");
        assertThat(answer).isNotDone();

        anna.send(answer("s1", "1"), answer("s1", "2"), answer("s9", "3"));
        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
        assertThat(anna.next()).isEqualTo(asked("s1"));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void errorOfTheClientIsToldAsItIs() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> answer = ask(anna);
        anna.send(Records.failed("s1", "Error: from callback"));
        assertThat(failure(answer)).isInstanceOf(HubException.class).hasMessage("Error: from callback");

        assertThat(anna.next()).isEqualTo(asked("s1"));
        anna.send(Records.call("1", "wake"));
        assertThat(anna.next()).isEqualTo(Records.call("s2", "wake"));
        anna.send(Records.failed("s2", "No."));
        assertThat(anna.next())
                .isEqualTo(Records.failed(
                        "1", "An unexpected error occurred invoking 'wake' on the server. HubException: No."));
    }

    @Test
    void clientThatIsNotThereOrLeavesIsAnOutcomeOfItsOwn() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> answer = ask(anna);
        anna.vanish();

        assertThat(failure(answer))
                .isInstanceOf(ClientDisconnectedException.class)
                .hasMessage("Connection '" + anna.id() + "' disconnected.");
        assertThat(failure(ask(anna)))
                .isInstanceOf(ClientDisconnectedException.class)
                .hasMessage("Connection '" + anna.id() + "' does not exist.");
    }

    @Test
    void clientThatTakesTooLongIsAnOutcomeOfItsOwn() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> answered = ask(anna);
        anna.heartbeat(System.nanoTime());
        anna.send(answer("s1", "1"));
        assertThat(answered.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1);
        assertThat(anna.next()).isEqualTo(asked("s1"));
        CompletableFuture<Integer> answer = ask(anna);

        anna.heartbeat(System.nanoTime() + Duration.ofSeconds(5).toNanos());

        assertThat(failure(answer))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("Connection '" + anna.id() + "' did not answer 'answer' within 5.0 s.");
        anna.send(answer("s2", "1"));
        assertThat(anna.next()).isEqualTo(asked("s2"));
        assertThat(anna.result("plain")).isEqualTo("\"plain\"");
    }

    @Test
    void answerThatDoesNotFitIsAnOutcomeOfItsOwn() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> answer = ask(anna);
        try (RecordedLog log = RecordedLog.ofEverything("org.presencehub")) {
            anna.send(answer("s1", "\"x\""));

            assertThat(failure(answer))
                    .isInstanceOf(HubException.class)
                    .hasMessage(
                            "Error trying to deserialize result to Integer. What the client answered to 'answer' does not fit.");
            assertThat(log.lines())
                    .containsExactly(
                            "Connection " + anna.id() + " of /quiz: its answer to 'answer' is refused. The answer,"
                                    + " a string, does not fit java.lang.Integer.");
        }
    }

    @Test
    void noResultIsNull() {
        InMemoryClient anna = player("anna");
        CompletableFuture<Integer> answer = ask(anna);
        anna.send("{\"type\":3,\"invocationId\":\"s1\"}");
        assertThat(answer.orTimeout(10, TimeUnit.SECONDS).join()).isNull();

        assertThat(anna.next()).isEqualTo(asked("s1"));
        anna.send(Records.call("1", "wake"));
        assertThat(anna.next()).isEqualTo(Records.call("s2", "wake"));
        anna.send(answer("s2", "{\"what\":\"ever\"}"));
        assertThat(anna.next()).isEqualTo(Records.done("1"));
    }

    @Test
    void onlyOneClientCanBeAsked() {
        List<ClientProxy> many = List.of(
                clients().all(),
                clients().user("anna"),
                clients().group("any"),
                clients().clients(List.of("a")));

        assertThat(many)
                .allSatisfy(
                        each -> assertThatIllegalStateException()
                                .isThrownBy(() -> each.invoke(String.class, "answer"))
                                .withMessage(
                                        "Only one client can be asked for an answer: address it by client(connectionId) or caller()."));
        assertThat(player("anna").error("askAll"))
                .isEqualTo("An unexpected error occurred invoking 'askAll' on the server.");
    }

    @Test
    void whoIsBeingReceivedCannotBeAsked() {
        assertThat(InMemoryClient.of("anna", weld, "/curious").next())
                .isEqualTo(
                        "{\"type\":7,\"error\":\"Connection closed with an error. HubException: Client results inside OnConnectedAsync Hub methods are not allowed.\"}");
    }

    @Test
    void questionLeavesEvenInsideATransaction() {
        InMemoryClient anna = player("anna");
        InMemoryTransactions transactions = HubContainer.TRANSACTIONS;
        transactions.begin();
        try {
            ask(anna);
            assertThat(anna.next()).isEqualTo(asked("s1"));
        } finally {
            transactions.rollback();
        }
    }

    @Test
    void callsThatHaveAskedAndStillRunAreBounded() {
        InMemoryClient anna = player("anna");
        anna.send(Records.call("1", "askBlocking", Records.quoted(anna.id()), "\"?\""));
        assertThat(anna.next()).isEqualTo(asked("s1"));

        assertThat(anna.error("wake"))
                .isEqualTo(
                        "An unexpected error occurred invoking 'wake' on the server. HubException: A connection may"
                                + " have 1 calls at once that stream or have asked a client (half of presencehub.hub-threads).");
        anna.send(answer("s1", "\"!\""));
        assertThat(anna.next()).contains("\"result\":\"!\"");
        await().untilAsserted(() -> {
            anna.send(Records.call("2", "wake"));
            assertThat(anna.next()).contains("\"wake\"");
        });
    }

    @Test
    void questionsAtOnceAreBounded() {
        InMemoryClient anna = player("anna");
        for (int i = 0; i < 1000; i++) {
            ask(anna);
        }

        assertThatThrownBy(() -> ask(anna).join()).hasMessageContaining("has 1000 calls to answer");
    }
}
