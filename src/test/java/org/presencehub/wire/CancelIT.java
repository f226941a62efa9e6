package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;

import org.junit.jupiter.api.Test;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** A plain call that its client cancels, as SignalR 11 lets it, over each transport. */
@WireTest
final class CancelIT {
    private static final String HUB = "/members";

    private final ServerUnderTest server;
    private final String token;

    CancelIT(ServerUnderTest server) {
        this.server = server;
        token = server.token(unique("anna"));
    }

    private static String cancel(String id) {
        return "{\"type\":5,\"invocationId\":\"" + id + "\"}";
    }

    private static String stopped(String id) {
        return "{\"type\":3,\"invocationId\":\"" + id + "\",\"result\":\"" + id + " stopped\"}";
    }

    private static String linger(String id) {
        return call(id, "Linger", quoted(id));
    }

    @Test
    void aSocketCancelsTheCallThatRunsAndThoseThatWait() {
        try (WireClient client = server.opening(HUB).bearer(token).connect()) {
            client.send(linger("1"), linger("2"), linger("3"));
            client.send(cancel("3"));
            client.send(cancel("1")).expect(stopped("1"));
            client.send(cancel("2")).expect(stopped("2"), stopped("3")).expectAlive();
        }
    }

    @Test
    void soDoesAFrameWithAllOfIt() {
        try (WireClient client = server.opening(HUB).bearer(token).connect()) {
            client.sendText(Records.of(linger("1"), cancel("1"), cancel("1"), cancel("unknown")));
            client.expect(stopped("1")).expectAlive();
        }
    }

    @Test
    void aPollingClientPostsIt() {
        String id = negotiated();
        server.get(path(id)).bearer(token).send();
        post(id, WireClient.HANDSHAKE);
        assertThat(server.get(path(id)).bearer(token).send().body()).isEqualTo(Records.of("{}"));

        post(id, linger("1"));
        post(id, cancel("1"));

        assertThat(server.get(path(id)).bearer(token).send().body()).isEqualTo(Records.of(stopped("1")));
    }

    @Test
    void andSoDoesOneWithAnEventStream() {
        String id = negotiated();
        try (HeldRequest stream = server.get(path(id))
                .bearer(token)
                .header("Accept", "text/event-stream")
                .start()) {
            stream.head();
            stream.line();
            post(id, WireClient.HANDSHAKE);
            assertThat(stream.event()).isEqualTo(Records.of("{}"));

            post(id, linger("1"));
            post(id, cancel("1"));

            assertThat(stream.event()).isEqualTo(Records.of(stopped("1")));
        }
    }

    private String negotiated() {
        return server.post(HUB + "/negotiate?negotiateVersion=1")
                .bearer(token)
                .send()
                .json()
                .getString("connectionToken");
    }

    private void post(String id, String record) {
        assertThat(server.post(path(id))
                        .bearer(token)
                        .body(Records.of(record))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    private static String path(String id) {
        return HUB + "?id=" + id;
    }
}
