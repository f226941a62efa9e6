package org.presencehub.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestOptions;
import org.presencehub.identity.Caller;
import org.presencehub.transport.EchoRoute;
import org.presencehub.transport.ThoughtUpRequest;

/** What becomes of a body that comes when it is another one's turn. */
class PostedBodyTest {
    private final RequestDeadlines deadlines = new RequestDeadlines(RequestOptions.DEFAULTS, System::nanoTime);
    private final Connection connection =
            new EchoRoute().connections().open(Caller.ANONYMOUS).orElseThrow();
    private final List<String> echoed = new ArrayList<>();

    /** Writes at once. */
    private final class Line implements Transport {
        @Override
        public HubTransport kind() {
            return HubTransport.WEB_SOCKETS;
        }

        @Override
        public void write(Batch batch, WriteOutcome outcome) {
            echoed.add(new String(batch.bytes(), ISO_8859_1));
            outcome.written();
        }

        @Override
        public void close(DisconnectReason reason) {}
    }

    @Test
    void aBodyThatHasComeBeforeItsTurnIsReadInItsTurn() throws Exception {
        assertThat(connection.reserve() && connection.attach(new Line())).isTrue();
        ThoughtUpRequest request = new ThoughtUpRequest("POST\n\nhello;");
        PostedBody body = PostedBody.hold(request.exchange(), connection, each -> true, deadlines);

        request.come();
        assertThat(request.isHeld()).isTrue();
        body.begin();

        assertThat(request.isHeld()).isFalse();
        assertThat(request.status()).isEqualTo(200);
        assertThat(echoed).containsExactly("hello;");
    }
}
