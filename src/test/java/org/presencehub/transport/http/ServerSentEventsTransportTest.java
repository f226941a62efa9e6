package org.presencehub.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.connection.outbound.Transport.WriteOutcome;
import org.presencehub.connection.outbound.TransportContract;
import org.presencehub.http.HeldResponse;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.transport.FakeExchange;

class ServerSentEventsTransportTest extends TransportContract {
    private static final Batch BATCH = Batch.of("a".getBytes(StandardCharsets.UTF_8), false);

    private final FakeNetwork wire = new FakeNetwork();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    private final WriteOutcome outcome = new WriteOutcome() {
        @Override
        public void written() {}

        @Override
        public void failed(Throwable cause) {
            failed.incrementAndGet();
        }
    };

    @Override
    protected Transport open(FakeNetwork over) {
        return new ServerSentEventsTransport(exchange(over).hold(broken -> {}), () -> {});
    }

    private static FakeExchange exchange(FakeNetwork over) {
        return new FakeExchange(over, completed -> over.close());
    }

    @Test
    void itIsNamedInSignalRsWordsAndCarriesTextOnlyAndIsPinged() {
        Transport transport = open(wire);

        assertThat(transport.kind()).isEqualTo(HubTransport.SERVER_SENT_EVENTS);
        assertThat(transport.carriesBinary()).isFalse();
        assertThat(transport.showsLife()).isFalse();
    }

    @Test
    void anEventHasAFieldForEachLine() {
        assertThat(new String(
                        Batch.of("{}\u001ea\r\nb\n".getBytes(StandardCharsets.UTF_8), false)
                                .event(),
                        StandardCharsets.UTF_8))
                .isEqualTo("data: {}\u001ea\r\ndata: b\r\n\r\n");
    }

    @Test
    void theEventIsRenderedOnceForAllWhoReceiveIt() {
        assertThat(BATCH.event()).isSameAs(BATCH.event());
    }

    @Test
    void aBrokenStreamIsLostAndCompletedOnce() {
        FakeExchange exchange = exchange(wire);
        Transport transport =
                new ServerSentEventsTransport(exchange.hold(broken -> lost.incrementAndGet()), lost::incrementAndGet);
        wire.turn(Mood.BROKEN);

        transport.write(BATCH, outcome);
        transport.close(DisconnectReason.LOST);

        assertThat(lost).hasValue(1);
        assertThat(failed).hasValue(1);
        assertThat(exchange.completions()).isEqualTo(1);
    }

    @Test
    void theContainersOwnErrorIsALoss() {
        FakeExchange exchange = exchange(wire);
        HeldResponse stream = exchange.hold(broken -> lost.incrementAndGet());
        Transport transport = new ServerSentEventsTransport(stream, () -> {});
        wire.turn(Mood.STALLED);
        transport.write(BATCH, outcome);

        stream.onError(new java.io.IOException("The client is gone."));
        transport.close(DisconnectReason.LOST);

        assertThat(lost).hasValue(1);
        assertThat(failed).hasValue(1);
        assertThat(exchange.completions()).isEqualTo(1);
    }

    @Test
    void aStreamThatIsGoneIsLostAtTheNextTick() {
        HeldResponse stream = exchange(wire).hold(broken -> {});
        Transport transport = new ServerSentEventsTransport(stream, lost::incrementAndGet);

        transport.tick(0);
        assertThat(lost).hasValue(0);
        stream.abort();
        transport.tick(1);

        assertThat(lost).hasValue(1);
    }
}
