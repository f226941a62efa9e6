package org.presencehub.hostile;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Threads that wait for somebody who never comes. */
@HostileTest
final class ThreadsIT extends Siege {
    /** Of a second or two, on a machine that does other things meanwhile. */
    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private final String mallory = unique("mallory");

    ThreadsIT(ServerUnderTest server) {
        super(server);
    }

    /** No token: each would hold a worker thread of the server, for ever, if that waited for the rest of the body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                LATCH + "/negotiate?negotiateVersion=1",
                PRESENCE + "/negotiate?negotiateVersion=1",
                PRESENCE,
                LATCH + "?id=unknown",
                LATCH + "/refresh?id=unknown",
                LATCH + "/nothing/here",
                "/presencehub/",
                "/presencehub/options",
                "/latch.js",
                "/development/token",
                "/presencehub-endpoint",
                "/",
                "/nothing"
            })
    void requestsWhoseBodiesNeverCome(String path) throws InterruptedException {
        army.attack(80, () -> server.post(path).bodyOf(1_000).start());

        bystander.expectServed();
        army.close();
        bystander.expectServed();
    }

    @Test
    void bodiesThatNeverComeToAConnectionOfOnesOwn() throws InterruptedException {
        army.attack(80, () -> {
            String id = server.negotiate(LATCH, mallory).connectionToken();
            server.get(LATCH + "?id=" + id).bearer(server.token(mallory)).send();
            return server.post(LATCH + "?id=" + id)
                    .bearer(server.token(mallory))
                    .bodyOf(1_000)
                    .start();
        });

        bystander.expectServed();
    }

    /** Each call of a few bytes is a message for hundreds: whoever reads it on behalf of many others must not write them all. */
    @Test
    void smallCallsWithManyReceivers() throws InterruptedException {
        army.attack(800, () -> server.opening(LATCH, mallory).connect());
        String calls = Records.of(Collections.nCopies(300, event("UnicastAsync", quoted(mallory), "\"A\"", "\"b\""))
                .toArray(String[]::new));

        assertTimeout(A_MOMENT, () -> {
            army.attack(
                    16, () -> server.opening(LATCH, unique("sender")).connect().sendText(calls));
            for (int each = 0; each < 8; each++) {
                bystander.expectServed();
            }
        });
    }

    /** A hub has threads for all; streams that wait in the application's code take one each. */
    @Test
    void streamsThatBlockOnTwoConnections() throws InterruptedException {
        army.attack(2, () -> {
            WireClient client = server.opening("/test", mallory).connect();
            for (int i = 0; i < 64; i++) {
                client.send(call("" + i, "Stuck").replace("\"type\":1", "\"type\":4"));
            }
            return client;
        });

        bystander.expectServed();
        army.close();
        bystander.expectRecovered();
    }

    @Test
    void callsThatBlockOnManyConnections() throws InterruptedException {
        String latch = unique("latch");
        army.attack(100, () -> {
            WireClient client = server.opening("/test", mallory).connect();
            return client.send(call("1", "Block", "\"" + latch + "\""));
        });

        bystander.expectServed();
        try (WireClient friend = server.opening("/test", unique("friend")).connect()) {
            friend.invoke("Release", "\"" + latch + "\"");
        }
        army.close();
        bystander.expectRecovered();
    }

    /** The client leaves, the thread must not stay. */
    @Test
    void streamsThatBlockAreBegunAndLeftAgainAndAgain() throws InterruptedException {
        for (int round = 0; round < 4; round++) {
            try (Army wave = new Army()) {
                wave.attack(8, () -> {
                    WireClient client =
                            server.opening("/test", unique("mallory")).connect();
                    for (int i = 0; i < 32; i++) {
                        client.send(call("" + i, "Stuck").replace("\"type\":1", "\"type\":4"));
                    }
                    return client;
                });
            }
        }

        bystander.expectServed();
        bystander.expectRecovered();
    }
}
