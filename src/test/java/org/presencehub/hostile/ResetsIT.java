package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Sockets that are reset while their requests are held: nobody should find that worth an error, let alone as often as a stranger likes. */
@HostileTest
final class ResetsIT {
    private static final int TIMES = 20;
    private static final String ANSWERED = Records.call("1", "GetOnlineUsers");

    private final ServerUnderTest server;
    private Bystander bystander;
    private long errors;

    ResetsIT(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    void connect() {
        bystander = new Bystander(server);
        errors = errors();
    }

    @AfterEach
    void leave() {
        bystander.close();
    }

    @Test
    void polls() {
        for (int i = 0; i < TIMES; i++) {
            String path = connected();
            HeldRequest poll = server.get(path).start();
            server.post(path).body(Records.of(WireClient.PING)).send();
            poll.reset();
            server.post(path).body(Records.of(ANSWERED)).send(); // the answer finds out
            server.delete(path).send();
        }

        expectNoErrors();
    }

    @Test
    void eventStreams() {
        for (int i = 0; i < TIMES; i++) {
            String path = negotiated();
            HeldRequest stream =
                    server.get(path).header("Accept", "text/event-stream").start();
            stream.head();
            server.post(path).body(Records.of(WireClient.HANDSHAKE)).send();
            stream.reset();
            server.post(path).body(Records.of(ANSWERED)).send();
        }

        expectNoErrors();
    }

    @Test
    void bodies() {
        for (int i = 0; i < TIMES; i++) {
            HeldRequest body = server.post(connected()).bodyOf(1_000).start();
            body.reset();
            server.post(LATCH + "/negotiate?negotiateVersion=1")
                    .bodyOf(1_000)
                    .start()
                    .reset();
            server.post("/latch.js").bodyOf(1_000).start().reset();
        }

        expectNoErrors();
    }

    private String negotiated() {
        RawRequest negotiation = server.post(LATCH + "/negotiate?negotiateVersion=1");
        return LATCH + "?id=" + negotiation.send().json().getString("connectionToken");
    }

    /** {@return the path of a connection that is polled, and has nothing to say} */
    private String connected() {
        String path = negotiated();
        server.get(path).send();
        server.post(path).body(Records.of(WireClient.HANDSHAKE)).send();
        server.get(path).send();
        return path;
    }

    private void expectNoErrors() {
        bystander.expectServed();
        assertThat(errors() - errors).as("lines at ERROR").isZero();
    }

    private long errors() {
        return server.log()
                .orElseThrow()
                .lines()
                .filter(line -> line.contains(" ERROR "))
                .count();
    }
}
