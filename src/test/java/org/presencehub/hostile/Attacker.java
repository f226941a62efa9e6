package org.presencehub.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.presencehub.testing.Frame;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** A client of the open conformance hub that came in some way and sends whatever bytes it likes. Confined to the thread of its test. */
final class Attacker implements AutoCloseable {
    static final String HUB = "/conformance";

    private final ServerUnderTest server;
    private final Way way;
    private final String user = unique("mallory");
    private final String path;
    private final List<HeldRequest> held = new ArrayList<>();
    private WireClient socket;

    /** Connects, and says nothing yet. */
    Attacker(ServerUnderTest server, Way way) {
        this.server = server;
        this.way = way;
        String id = with(server.post(HUB + "/negotiate?negotiateVersion=1"))
                .send()
                .json()
                .getString("connectionToken");
        path = HUB + "?id=" + id;
        switch (way.transport()) {
            case WEB_SOCKETS ->
                socket = (way.token() ? server.opening(HUB, user) : server.opening(HUB))
                        .id(id)
                        .open();
            case SERVER_SENT_EVENTS -> {
                HeldRequest events = with(server.get(path))
                        .header("Accept", "text/event-stream")
                        .start();
                held.add(events);
                events.head();
            }
            case LONG_POLLING -> with(server.get(path)).send();
        }
    }

    /** Connects, and agrees on its protocol. */
    static Attacker connected(ServerUnderTest server, Way way) {
        Attacker attacker = new Attacker(server, way);
        attacker.send(
                Records.bytes("{\"protocol\":\"" + (way.binary() ? "messagepack" : "json") + "\",\"version\":1}"));
        return attacker;
    }

    Attacker send(String text) {
        return send(text.getBytes(UTF_8));
    }

    /** Sends as much of it as the server takes. */
    Attacker send(byte[] bytes) {
        try {
            if (socket == null) {
                held.add(with(server.post(path)).body(bytes).start());
            } else {
                socket.socket().send(Frame.binary(bytes));
            }
        } catch (UncheckedIOException cutOff) {
            return this; // which is for the test to find out
        }
        return this;
    }

    /** Expects that this was the end of its own connection. */
    void expectEnded() {
        if (socket == null) {
            await("the end of " + way)
                    .atMost(Duration.ofSeconds(20))
                    .ignoreException(UncheckedIOException.class)
                    .until(() -> with(server.post(path)).send().status() == 404);
        } else {
            assertThat(socket.patience(Duration.ofSeconds(20)).socket().closeCode())
                    .isNotEqualTo(1011);
        }
    }

    private RawRequest with(RawRequest request) {
        return way.token() ? request.bearer(server.token(user)) : request;
    }

    @Override
    public void close() {
        held.forEach(HeldRequest::close);
        if (socket != null) {
            socket.close();
        }
    }
}
