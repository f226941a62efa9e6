package org.presencehub.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.BinaryTransportContract;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.connection.outbound.Transport.WriteOutcome;
import org.presencehub.http.HeldResponse;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.transport.FakeExchange;
import org.presencehub.transport.options.PollTimeouts;

class LongPollingTransportTest extends BinaryTransportContract {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Batch BATCH = Batch.of("a".getBytes(StandardCharsets.UTF_8), false);

    private final FakeNetwork wire = new FakeNetwork();
    private final List<String> told = new ArrayList<>();
    private final LongPollingTransport polled =
            new LongPollingTransport(PollTimeouts.DEFAULTS, gone -> told.add("lost" + gone.toSeconds()));

    private final WriteOutcome outcome = new WriteOutcome() {
        @Override
        public void written() {
            told.add("written");
        }

        @Override
        public void failed(Throwable cause) {
            told.add("failed");
        }
    };

    /** A client that polls again as soon as it has its answer, as long as there is a network. */
    private static final class Poller {
        private final FakeNetwork network;
        private final LongPollingTransport transport;
        private final AtomicInteger due = new AtomicInteger();

        Poller(FakeNetwork network, LongPollingTransport transport) {
            this.network = network;
            this.transport = transport;
        }

        void poll() {
            if (due.getAndIncrement() > 0) {
                return; // an answer came before the poll had returned
            }
            do {
                transport.poll(new FakeExchange(network, this::answered).hold(transport::pollBroken));
            } while (due.decrementAndGet() > 0);
        }

        private void answered(FakeExchange exchange) {
            if (exchange.status() == 200 && !exchange.isStuck()) {
                poll();
            } else {
                network.close();
            }
        }
    }

    @Override
    protected Transport open(FakeNetwork over) {
        Map<String, LongPollingTransport> opened = new ConcurrentHashMap<>();
        LongPollingTransport transport = new LongPollingTransport(
                PollTimeouts.DEFAULTS, gone -> opened.values().forEach(each -> each.close(DisconnectReason.LOST)));
        opened.put("", transport);
        new Poller(over, transport).poll();
        return transport;
    }

    @Override
    protected void giveUp(Transport trying) {
        trying.tick(0);
        trying.tick(PollTimeouts.DEFAULTS.disconnect().toNanos());
    }

    /** A poll does not tell text from bytes. */
    @Override
    protected Frame understood(Batch batch) {
        return Frame.binary(batch.bytes(), false);
    }

    private FakeExchange poll() {
        FakeExchange exchange = new FakeExchange(wire, completed -> {});
        polled.poll(exchange.hold(polled::pollBroken));
        return exchange;
    }

    @Test
    void itIsNamedInSignalRsWordsAndCarriesAllAndIsNotPinged() {
        assertThat(polled.kind()).isEqualTo(HubTransport.LONG_POLLING);
        assertThat(polled.carriesBinary()).isTrue();
        assertThat(polled.showsLife()).isTrue();
    }

    @Test
    void aBatchThatBreaksItsPollsIsNotSentForEver() {
        polled.write(BATCH, outcome);
        int polls = 0;
        while (!told.contains("lost0") && polls < 100) {
            FakeNetwork breaking = new FakeNetwork();
            breaking.turn(Mood.BROKEN);
            polled.poll(new FakeExchange(breaking, completed -> {}).hold(polled::pollBroken));
            polls++;
        }

        assertThat(polls).isEqualTo(5);
    }

    @Test
    void aBatchWaitsForThePollThatFetchesIt() {
        polled.write(BATCH, outcome);
        assertThat(told).isEmpty();

        FakeExchange poll = poll();

        assertThat(told).containsExactly("written");
        assertThat(wire.content()).isEqualTo("a");
        assertThat(poll.length()).isEqualTo(1);
        assertThat(poll.completions()).isEqualTo(1);
    }

    @Test
    void aBatchIsUnaskedUntilAPollFetchesIt() {
        assertThat(polled.isUnasked()).isFalse();
        polled.write(BATCH, outcome);
        assertThat(polled.isUnasked()).isTrue();

        wire.turn(Mood.STALLED);
        poll();

        assertThat(polled.isUnasked()).isFalse();
    }

    @Test
    void aPollThatWaitsForTheServerIsNotMissing() {
        polled.tick(0);
        polled.excuse(2 * SECOND);
        polled.tick(PollTimeouts.DEFAULTS.disconnect().toNanos() + SECOND);
        assertThat(told).isEmpty();

        polled.tick(PollTimeouts.DEFAULTS.disconnect().toNanos() + 2 * SECOND);

        assertThat(told).containsExactly("lost0");
    }

    /** Clients end a poll that is not answered by then. */
    @Test
    void aPollIsAnsweredInTimeAlsoWhereTheServerIsLate() {
        FakeExchange held = poll();
        polled.tick(0);
        polled.excuse(2 * SECOND);

        polled.tick(PollTimeouts.DEFAULTS.poll().toNanos());

        assertThat(held.completions()).isEqualTo(1);
    }

    @Test
    void anExcuseIsForOneAbsenceAlone() {
        polled.tick(0);
        polled.excuse(1_000 * SECOND);
        poll();
        polled.write(BATCH, outcome);
        polled.tick(10 * SECOND);

        polled.tick(10 * SECOND + PollTimeouts.DEFAULTS.disconnect().toNanos());

        assertThat(told).containsExactly("written", "lost0");
    }

    @Test
    void aNewerPollEndsTheOlder() {
        FakeExchange older = poll();
        FakeExchange newer = poll();

        assertThat(older.status()).isEqualTo(204);
        assertThat(older.completions()).isEqualTo(1);
        assertThat(newer.completions()).isZero();
        polled.write(BATCH, outcome);
        assertThat(newer.completions()).isEqualTo(1);
        assertThat(told).containsExactly("written");
    }

    @Test
    void aNewerPollLeavesAloneTheOneThatIsBeingAnswered() {
        FakeExchange first = poll();
        wire.turn(Mood.STALLED);
        polled.write(BATCH, outcome);

        FakeExchange second = poll();

        assertThat(first.completions()).isZero();
        wire.turn(Mood.PROMPT);
        assertThat(told).containsExactly("written");
        assertThat(first.completions()).isEqualTo(1);
        assertThat(second.completions()).isZero();
    }

    @Test
    void whatABrokenPollDidNotDeliverTheNextOneFetches() {
        poll();
        wire.turn(Mood.BROKEN);
        polled.write(BATCH, outcome);
        assertThat(told).isEmpty();

        wire.turn(Mood.PROMPT);
        poll();

        assertThat(told).containsExactly("written");
        assertThat(wire.content()).isEqualTo("a");
    }

    @Test
    void aPollBrokenWhileAnotherWaitsHandsItsBatchOver() {
        poll();
        wire.turn(Mood.STALLED);
        polled.write(BATCH, outcome);
        FakeExchange second = poll();

        wire.turn(Mood.BROKEN); // the first fails, the second tries and fails
        assertThat(second.completions()).isEqualTo(1);
        wire.turn(Mood.PROMPT);
        poll();

        assertThat(told).containsExactly("written");
    }

    @Test
    void aPollThatIsGoneGetsNoBatch() {
        FakeExchange gone = new FakeExchange(wire, completed -> {});
        HeldResponse response = gone.hold(broken -> {});
        polled.poll(response);
        response.abort();

        polled.write(BATCH, outcome);
        assertThat(told).isEmpty();
        poll();

        assertThat(told).containsExactly("written");
    }

    @Test
    void anOldPollThatBreaksLeavesTheNewerOneWaiting() {
        HeldResponse old = new FakeExchange(wire, completed -> {}).hold(broken -> {});
        polled.poll(old);
        FakeExchange newer = poll();

        polled.pollBroken(old);
        polled.write(BATCH, outcome);

        assertThat(told).containsExactly("written");
        assertThat(newer.completions()).isEqualTo(1);
    }

    @Test
    void theTimeOfAPollBeginsWithIt() {
        polled.tick(0);
        FakeExchange poll = poll();
        polled.tick(14 * SECOND);

        polled.tick(104 * SECOND - 1);
        assertThat(poll.completions()).isZero();
        polled.tick(104 * SECOND);
        assertThat(poll.completions()).isEqualTo(1);
    }

    @Test
    void aPollIsAnsweredEmptyAfterItsTime() {
        FakeExchange poll = poll();
        polled.tick(0);
        polled.tick(90 * SECOND - 1);
        assertThat(poll.completions()).isZero();

        polled.tick(90 * SECOND);

        assertThat(poll.completions()).isEqualTo(1);
        assertThat(poll.status()).isEqualTo(200);
        assertThat(told).isEmpty();
    }

    /** The socket of the poll is known to be closed: to wait as long as for a poll that is late would tell others too late. */
    @Test
    void aClientThatHungUpIsLostAfterTheGraceWhichIsThenOver() {
        HeldResponse held = new FakeExchange(wire, completed -> {}).hold(polled::pollBroken);
        polled.poll(held);
        polled.tick(0);
        polled.pollBroken(held);
        polled.tick(SECOND);

        polled.tick(6 * SECOND - 1);
        assertThat(told).isEmpty();
        polled.tick(6 * SECOND);

        assertThat(told).containsExactly("lost5");
    }

    @Test
    void aClientThatHungUpAndPollsAgainIsThere() {
        HeldResponse held = new FakeExchange(wire, completed -> {}).hold(polled::pollBroken);
        polled.poll(held);
        polled.tick(0);
        polled.pollBroken(held);
        polled.tick(SECOND);
        poll();
        polled.tick(7 * SECOND);
        polled.write(BATCH, outcome);

        polled.tick(13 * SECOND);
        polled.tick(20 * SECOND);

        assertThat(told).as("a poll that is late has its usual time").containsExactly("written");
    }

    @Test
    void aClientThatDoesNotPollIsLostAfterItsTime() {
        poll();
        polled.tick(0);
        polled.tick(90 * SECOND); // ends the poll
        polled.tick(91 * SECOND);
        polled.tick(106 * SECOND - 1);
        assertThat(told).isEmpty();

        polled.tick(106 * SECOND);

        assertThat(told).containsExactly("lost0");
    }

    @Test
    void aClientThatLeftItsPollIsLostAfterItsTime() {
        HeldResponse left = new FakeExchange(wire, completed -> {}).hold(broken -> {});
        polled.poll(left);
        left.abort();

        polled.tick(0);
        polled.tick(5 * SECOND - 1);
        assertThat(told).isEmpty();
        polled.tick(5 * SECOND);
        assertThat(told).containsExactly("lost5");
    }

    /** On a busy hub something has to be said before anybody looks after the socket. */
    @Test
    void aClientThatLeftItsPollIsLostAsSoonWhereABatchWasToBeWrittenToIt() {
        HeldResponse left = new FakeExchange(wire, completed -> {}).hold(broken -> {});
        polled.poll(left);
        left.abort();
        polled.write(BATCH, outcome);

        expectLostAfterTheGrace();
    }

    @Test
    void aClientWhosePollBrokeIsLostAsSoon() {
        poll();
        wire.turn(Mood.BROKEN);
        polled.write(BATCH, outcome);

        expectLostAfterTheGrace();
    }

    private void expectLostAfterTheGrace() {
        polled.tick(0);
        polled.tick(5 * SECOND - 1);
        assertThat(told).isEmpty();
        polled.tick(5 * SECOND);
        assertThat(told).containsExactly("lost5");
    }

    @Test
    void aClientThatPollsInTimeIsNotLost() {
        for (int round = 0; round < 5; round++) {
            polled.write(BATCH, outcome);
            polled.tick(round * 20L * SECOND);
            polled.tick((round * 20L + 14) * SECOND);
            poll();
        }

        assertThat(told).doesNotContain("lost0").hasSize(5);
    }

    @Test
    void whoeverPollsAnEndedConnectionHearsSo() {
        polled.close(DisconnectReason.KICKED);
        assertThat(polled.saidGoodbye()).isFalse();

        FakeExchange poll = poll();

        assertThat(poll.status()).isEqualTo(204);
        assertThat(polled.saidGoodbye()).isTrue();
    }

    @Test
    void aWaitingPollHearsOfTheEnd() {
        FakeExchange poll = poll();

        polled.close(DisconnectReason.KICKED);

        assertThat(poll.status()).isEqualTo(204);
        assertThat(poll.completions()).isEqualTo(1);
        assertThat(polled.saidGoodbye()).isTrue();
    }

    /** The application decides whether the token of the next poll counts, which takes its time. */
    @Test
    void aClientWhosePollIsUndecidedIsNotAway() {
        polled.tick(0);
        polled.expectPoll();
        polled.tick(60 * SECOND);
        assertThat(told).isEmpty();

        polled.pollDecided();
        polled.tick(60 * SECOND);
        polled.tick(75 * SECOND - 1);
        assertThat(told).isEmpty();
        polled.tick(75 * SECOND);
        assertThat(told).containsExactly("lost0");
    }
}
