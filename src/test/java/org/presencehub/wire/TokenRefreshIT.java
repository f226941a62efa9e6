package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.unique;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** A connection that lives longer than the token that opened it. */
@WireTest
@Tag("ours")
final class TokenRefreshIT {
    private static final String HUB = "/conformance";
    private static final Duration LEEWAY = Duration.ofSeconds(30); // by default

    private final ServerUnderTest server;
    private final String user = unique("anna");
    private final String brief;
    private final String id;

    TokenRefreshIT(ServerUnderTest server) {
        this.server = server;
        brief = server.draft(user, "user").expired(LEEWAY.minusSeconds(2)).signed();
        id = server.post(HUB + "/negotiate?negotiateVersion=1")
                .bearer(brief)
                .send()
                .json()
                .getString("connectionToken");
    }

    @Test
    void aFreshTokenGoesOnWhereTheOldOneEnded() {
        try (WireClient client =
                server.opening(HUB).bearer(brief).id(id).connect().expectAlive()) {
            awaitTheEndOfTheToken();
            assertThat(client.invoke("Secret").getString("error"))
                    .isEqualTo("Failed to invoke 'Secret' because user is unauthorized");

            RawResponse answer =
                    refresh("?id=" + id, server.token(user, "user")).send();

            assertThat(answer.status()).isEqualTo(204);
            assertThat(client.invoke("Secret").getString("result")).isEqualTo("secret of " + user);
        }
    }

    @Test
    void theTokenOfALongPollServesItsFurtherRequests() {
        RawRequest poll = server.get(HUB + "?id=" + id).bearer(brief);
        assertThat(poll.send().status()).isEqualTo(200);
        awaitTheEndOfTheToken();

        RawResponse posted = server.post(HUB + "?id=" + id)
                .bearer(brief)
                .body(Records.of(WireClient.HANDSHAKE, call("1", "Secret"), call("2", "WhoAmI")))
                .send();

        assertThat(posted.status()).isEqualTo(200);
        String told = await().until(() -> poll.send().body(), body -> body.contains("\"2\""));
        assertThat(told).contains("because user is unauthorized").contains("\"result\":\"" + user + "\"");
    }

    @Test
    void theTokenOfALongPollFetchesTheLastWords() {
        RawRequest poll = server.get(HUB + "?id=" + id).bearer(brief);
        poll.send();
        post(WireClient.HANDSHAKE);
        assertThat(poll.send().body()).isEqualTo(Records.of("{}"));
        awaitTheEndOfTheToken();

        post(WireClient.CLOSE);
        RawResponse last = poll.send();

        assertThat(last.status()).isEqualTo(200);
        assertThat(last.body()).isEqualTo(Records.of(WireClient.CLOSE));
    }

    private void post(String record) {
        server.post(HUB + "?id=" + id).bearer(brief).body(Records.of(record)).send();
    }

    @Test
    void anExpiredTokenOpensNothingNew() {
        awaitTheEndOfTheToken();

        assertThat(server.post(HUB + "/negotiate?negotiateVersion=1&id=" + id)
                        .bearer(brief)
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(refresh("?id=" + id, brief).send().status()).isEqualTo(401);
    }

    @Test
    void onlyTheSameUserRefreshes() {
        assertThat(refresh("?id=" + id, server.token(unique("mallory"), "user"))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRefreshNeedsTheIdOfALivingConnection() {
        assertThat(refresh("", server.token(user)).send().status()).isEqualTo(400);
        assertThat(refresh("?id=nobody", server.token(user)).send().status()).isEqualTo(404);
        assertThat(server.get(HUB + "/refresh?id=" + id)
                        .bearer(server.token(user))
                        .send()
                        .status())
                .isEqualTo(405);
    }

    private RawRequest refresh(String query, String token) {
        return server.post(HUB + "/refresh" + query).bearer(token);
    }

    private void awaitTheEndOfTheToken() {
        await().until(() -> server.post(HUB + "/negotiate?negotiateVersion=1")
                        .bearer(brief)
                        .send()
                        .status()
                == 401);
    }
}
