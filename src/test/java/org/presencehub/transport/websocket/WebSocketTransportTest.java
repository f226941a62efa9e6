package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.BinaryTransportContract;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.connection.outbound.Transport.WriteOutcome;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.transport.FakeSession;
import org.presencehub.transport.FakeSession.Habit;

class WebSocketTransportTest extends BinaryTransportContract {
    private static final Batch BATCH = Batch.of("a".getBytes(StandardCharsets.UTF_8), false);

    private final FakeNetwork wire = new FakeNetwork();
    private final Told told = new Told();
    private final List<Runnable> later = new ArrayList<>();

    @Override
    protected Transport open(FakeNetwork over) {
        return new WebSocketTransport(
                new GuardedSession(new FakeSession(over, Habit.PROPER).session()), Runnable::run, Runnable::run);
    }

    private static final class Told implements WriteOutcome {
        private final ConcurrentLinkedQueue<String> outcomes = new ConcurrentLinkedQueue<>();

        @Override
        public void written() {
            outcomes.add("written");
        }

        @Override
        public void failed(Throwable cause) {
            outcomes.add(String.valueOf(cause.getMessage()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PROPER, written",
        "THROWS_NULL_POINTER, grizzlyOutputBuffer is null",
        "THROWS_ILLEGAL_STATE, The session was closed.",
        "TELLS_TWICE, written",
        "TELLS_AND_THROWS, written"
    })
    void theOutcomeIsToldOnceWhateverTheContainerDoes(Habit habit, String outcome) {
        Transport transport = over(habit, Runnable::run);

        transport.write(BATCH, told);
        transport.close(DisconnectReason.GOODBYE);

        assertThat(told.outcomes).containsExactly(outcome);
    }

    /** The container has the client's Close frame, and has not told of it. */
    @Test
    void whatCannotBeSentBehindTheClientsGoodbyeIsNoLossBeforeThatIsTold() {
        Transport transport = over(Habit.PROPER, Runnable::run);
        wire.close();

        transport.write(BATCH, told);
        assertThat(told.outcomes).isEmpty();
        later.forEach(Runnable::run);

        assertThat(told.outcomes).containsExactly("The session was closed.");
    }

    @Test
    void theGoodbyeEndsWhatCannotBeSentBehindIt() {
        Transport transport = over(Habit.PROPER, Runnable::run);
        wire.close();
        transport.write(BATCH, told);

        transport.close(DisconnectReason.GOODBYE);
        later.forEach(Runnable::run);

        assertThat(told.outcomes).containsExactly("The connection was closed.");
    }

    @Test
    void anOldSendDoesNotSpeakForANewOne() {
        Transport transport = over(Habit.TELLS_AND_THROWS, Runnable::run);
        Told second = new Told();

        transport.write(
                BATCH,
                new WriteOutcome() { // as a connection does whose outcome comes by another thread
                    @Override
                    public void written() {
                        wire.turn(FakeNetwork.Mood.STALLED);
                        transport.write(BATCH, second);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        throw new AssertionError(cause);
                    }
                });

        assertThat(second.outcomes).isEmpty();
        wire.turn(FakeNetwork.Mood.PROMPT);
        assertThat(second.outcomes).containsExactly("written");
    }

    @Test
    void closingLeavesToTheExecutorWhatMayBlock() {
        List<Runnable> left = new ArrayList<>();
        Transport transport = over(Habit.PROPER, left::add);
        wire.turn(FakeNetwork.Mood.STALLED);
        transport.write(BATCH, told);

        transport.close(DisconnectReason.SLOW);

        assertThat(wire.closes()).isZero();
        assertThat(told.outcomes).containsExactly("The connection was closed.");
        left.forEach(Runnable::run);
        assertThat(wire.closes()).isEqualTo(1);
    }

    @Test
    void nothingIsWrittenBetweenACloseAndTheExecutorsTurn() {
        Transport transport = over(Habit.PROPER, left -> {});
        transport.close(DisconnectReason.SLOW);

        transport.write(BATCH, told);

        assertThat(told.outcomes).containsExactly("The connection was closed.");
        assertThat(wire.received()).isEmpty();
    }

    /** Tyrus spoils what it writes when both sides close at once. */
    @Test
    void whoSaysGoodbyeIsGivenASecondToCloseTheSocket() {
        over(Habit.PROPER, Runnable::run).close(DisconnectReason.GOODBYE);

        assertThat(wire.closes()).isZero();
        later.forEach(Runnable::run);
        assertThat(wire.closes()).isEqualTo(1);
    }

    @Test
    void nothingIsSentOnceTheEndOfTheSocketWasTold() {
        GuardedSession session = new GuardedSession(new FakeSession(wire, Habit.PROPER).session());
        Transport transport = new WebSocketTransport(session, Runnable::run, later::add);

        session.end();
        transport.write(BATCH, told);
        transport.ask();
        transport.close(DisconnectReason.DRAINING);

        assertThat(told.outcomes).containsExactly("The WebSocket has ended.");
        assertThat(wire.received()).isEmpty();
        assertThat(wire.closes()).isZero();
    }

    @Test
    void theSessionIsClosedByTheThreadsForThatAndByNoOther() {
        HandCrankedExecutor closings = new HandCrankedExecutor();
        Transport transport = over(Habit.PROPER, closings);

        transport.close(DisconnectReason.DRAINING);
        assertThat(wire.closes()).isZero();
        closings.run();

        await().until(() -> wire.closes() == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "DRAINING, GOING_AWAY",
        "SLOW, VIOLATED_POLICY",
        "FLOODING, VIOLATED_POLICY",
        "OVERSIZED, NORMAL_CLOSURE",
        "KICKED, NORMAL_CLOSURE",
        "NEVER_ATTACHED, NORMAL_CLOSURE"
    })
    void theCodeOfTheCloseFollowsFromItsReason(DisconnectReason reason, CloseCodes code) {
        FakeSession session = new FakeSession(wire, Habit.PROPER);

        new WebSocketTransport(new GuardedSession(session.session()), Runnable::run, Runnable::run).close(reason);

        assertThat(session.closeReasons()).singleElement().satisfies(closing -> {
            assertThat(closing.getCloseCode()).isEqualTo(code);
            assertThat(closing.getReasonPhrase()).isEmpty();
        });
    }

    @Test
    void itIsNamedInSignalRsWords() {
        assertThat(over(Habit.PROPER, Runnable::run).kind()).isEqualTo(HubTransport.WEB_SOCKETS);
    }

    private Transport over(Habit habit, Executor closer) {
        return new WebSocketTransport(new GuardedSession(new FakeSession(wire, habit).session()), closer, later::add);
    }
}
