package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Opening;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** A connection that comes back again and again, and has all it never acknowledged sent once more each time. */
@HostileTest
final class ResumeStormIT {
    private static final int UNACKNOWLEDGED = 30;
    private static final int SIZE = 30_000;

    /** What the storm may be sent: a few times what it never acknowledged. */
    private static final long MOST = 10L * UNACKNOWLEDGED * SIZE;

    private final ServerUnderTest server;

    ResumeStormIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyResumeIsPaidFor(boolean withToken) {
        String mallory = unique("mallory");
        try (Bystander bystander = new Bystander(server)) {
            RawRequest negotiation = server.post(LATCH + "/negotiate?negotiateVersion=1&useStatefulReconnect=true");
            String id = (withToken ? negotiation.bearer(server.token(mallory)) : negotiation)
                    .send()
                    .json()
                    .getString("connectionToken");
            try (WireClient greedy = opening(withToken, mallory).id(id).open()) {
                greedy.send("{\"protocol\":\"json\",\"version\":2}")
                        .expect("{}")
                        .send(WireClient.PING);
                greedy.register(mallory);
                for (int i = 0; i < UNACKNOWLEDGED; i++) {
                    greedy.send(
                            call("" + i, "UnicastAsync", quoted(mallory), "\"A\"", "\"b\"", quoted("x".repeat(SIZE))));
                }
            }
            long received = 0;
            for (int i = 0; i < 24 && received < 2 * MOST; i++) {
                received += resumed(opening(withToken, mallory).id(id));
            }

            assertThat(received).isLessThan(MOST);
            bystander.expectServed();
            bystander.expectRecovered();
        }
    }

    /** {@return how many characters came at once} */
    private static long resumed(Opening opening) {
        long received = 0;
        try (WireClient client = opening.open().patience(Duration.ofMillis(200))) {
            while (true) {
                received += client.next().length();
            }
        } catch (AssertionError | UncheckedIOException noMore) {
            return received;
        }
    }

    private Opening opening(boolean withToken, String user) {
        return withToken ? server.opening(LATCH, user) : server.opening(LATCH);
    }
}
