package org.presencehub.connection.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.Connection;
import org.presencehub.testing.FakeNetwork.Frame;
import org.presencehub.testing.FakeNetwork.Mood;

/** What a connection may expect beyond {@link TransportContract} of a way that carries bytes as well as text. */
public abstract class BinaryTransportContract extends TransportContract {
    @Test
    void saysSo() {
        assertThat(transport.carriesBinary()).isTrue();
    }

    @Test
    void bytesArriveAsTheyAre() {
        byte[] bytes = new byte[256];
        IntStream.range(0, 256).forEach(each -> bytes[each] = (byte) each);

        transport.write(Batch.of(bytes, true), outcomes);

        assertThat(network.received()).containsExactly(understood(Batch.of(bytes, true)));
    }

    @Test
    void textAndBytesDoNotShareAFrame() {
        Connection connection = connect(OPTIONS);
        network.turn(Mood.STALLED);
        connection.output().send(text("a;"));
        connection.output().send(text("b;"));
        connection.output().send(Batch.of(new byte[] {1, 2}, true));
        connection.output().send(text("c;"));

        network.turn(Mood.PROMPT);

        assertThat(network.received())
                .containsExactly(
                        Frame.text("a;"),
                        Frame.text("b;"),
                        understood(Batch.of(new byte[] {1, 2}, true)),
                        Frame.text("c;"));
    }
}
