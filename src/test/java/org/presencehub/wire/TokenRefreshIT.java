package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.unique;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** A connection that lives longer than the token that opened it: SignalR 11's refresh. */
@WireTest
final class TokenRefreshIT extends Members {
    TokenRefreshIT(ServerUnderTest server) {
        super(server);
    }

    @Test
    void aNegotiationSaysHowLongTheTokenLasts() {
        assertThat(negotiation(HUB, 1, draft(user, 3_600).signed()).json().getInt("tokenLifetimeSeconds"))
                .isBetween(3_580, 3_599);
        assertThat(negotiation(HUB, 0, draft(user, 3_600).signed()).json().getInt("tokenLifetimeSeconds"))
                .isBetween(3_580, 3_599);
        assertThat(negotiation(OPEN, 1, draft(user, 3_600).signed()).json()).containsKey("tokenLifetimeSeconds");
        assertThat(negotiation(OPEN, 1, null).json()).doesNotContainKey("tokenLifetimeSeconds");
        assertThat(negotiation(HUB, 1, draft(user, -1).signed()).json())
                .as("good by its leeway alone")
                .doesNotContainKey("tokenLifetimeSeconds");
    }

    @Test
    void whoHasNoGoodTokenIsToldSoFirst() {
        String id = negotiated(HUB, token).connectionToken();

        assertThat(refresh(HUB, id).send().status()).isEqualTo(401);
        assertThat(refresh(HUB, id).bearer("nonsense").send().status()).isEqualTo(401);
        assertThat(server.get(HUB + "/refresh").send().status()).isEqualTo(401);
    }

    @Test
    void itIsPosted() {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS")) {
            RawResponse answer =
                    server.request(method, HUB + "/refresh").bearer(token).send();

            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aHeaderNamesTheConnectionAndNothingElseDoes() {
        Negotiated ids = negotiated(HUB, token);
        String id = ids.connectionToken();
        String other = negotiated(OPEN, token).connectionToken();

        expect(server.post(HUB + "/refresh").bearer(token).send(), 400, "missing_connection_token");
        expect(server.post(HUB + "/refresh?id=" + id).bearer(token).send(), 400, "missing_connection_token");
        expect(refreshed("", token), 400, "missing_connection_token");
        expect(refreshed("nobody", token), 404, "connection_not_found");
        expect(refreshed(ids.connectionId(), token), 404, "connection_not_found");
        expect(refreshed(other, token), 404, "connection_not_found");
        expect(
                refresh(HUB, id)
                        .header("X-SignalR-Connection-Token", id)
                        .bearer(token)
                        .send(),
                404,
                "connection_not_found");
    }

    @Test
    void theTokenMayComeInTheQueryAndABodyIsIgnored() {
        String id = negotiated(HUB, token).connectionToken();
        String next = fresh(user);

        expectLifetime(
                server.post(HUB + "/refresh?access_token=" + next)
                        .header("x-signalr-connection-token", id)
                        .send(),
                7_200);
        expectLifetime(refresh(HUB, id).bearer(next).body("{\"any\":\"thing\"}").send(), 7_200);
        expectLifetime(
                server.post(HUB + "/refresh/?x=1")
                        .header("X-SignalR-Connection-Token", id)
                        .bearer(next)
                        .send(),
                7_200);
    }

    @Test
    void aConnectionThatHasEndedIsUnknown() {
        String id = negotiated(HUB, token).connectionToken();
        server.get(HUB + "?id=" + id).bearer(token).send();
        server.delete(HUB + "?id=" + id).bearer(token).send();

        expect(refreshed(id, token), 404, "connection_not_found");
    }

    @Test
    void whoHasNoSecretCannotRefresh() {
        String zero = negotiation(HUB, 0, token).json().getString("connectionId");
        expect(refreshed(zero, token), 400, "unsupported_negotiate_version");

        try (WireClient direct = server.opening(OPEN).bearer(token).connect()) {
            String id = direct.invoke("MyConnectionId").getString("result");

            expect(refresh(OPEN, id).bearer(token).send(), 400, "unsupported_negotiate_version");
        }
    }

    @Test
    void onlyTheSameUserRefreshes() {
        String own = negotiated(HUB, token).connectionToken();
        String nobodys = negotiated(OPEN, null).connectionToken();
        String users = negotiated(OPEN, token).connectionToken();

        expect(refreshed(own, fresh(unique("mallory"))), 403, "user_changed");
        expect(refresh(OPEN, nobodys).bearer(token).send(), 403, "user_changed");
        expect(refresh(OPEN, users).send(), 403, "user_changed");
        RawResponse still = refresh(OPEN, nobodys).send();
        assertThat(still.status()).isEqualTo(200);
        assertThat(still.body()).isEqualTo("{}");
    }

    @Test
    void whatAnOlderTokenSaysDoesNotCount() {
        String id = negotiated(HUB, token).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(token).id(id).connect().expectAlive()) {
            expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);
            client.expect(event("Refreshed", "true"));

            expectLifetime(refreshed(id, draft(user, 9_000).signed()), 7_200); // that of the one that counts
            expectLifetime(refreshed(id, draft(user, 60).signed()), 60);

            assertThat(client.invoke("IsBoss").getBoolean("result")).isTrue();
        }
    }

    @Test
    void ofTwoTokensTheOneIssuedLaterCountsHoweverLongItLasts() {
        String boss = draft(user, 9_000, "boss").signed();
        String id = negotiated(HUB, boss).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(boss).id(id).connect().expectAlive()) {
            expectLifetime(
                    refreshed(
                            id,
                            server.draft(user).lasting(Duration.ofMinutes(5)).signed()),
                    300);
            client.expect(event("Refreshed", "false"));

            assertThat(client.invoke("Promote").getString("error")).contains("unauthorized");
        }
    }

    @Test
    void anApplicationMayRefuseOrFail() {
        for (String name : List.of("barred", "broken")) {
            String other = unique(name);
            String first = draft(other, 600).signed();
            String id = negotiated(HUB, first).connectionToken();
            try (WireClient client =
                    server.opening(HUB).bearer(first).id(id).connect().expectAlive()) {
                RawResponse answer = refreshed(id, fresh(other, "boss"));

                if (name.equals("barred")) {
                    expect(answer, 403, "permission_change_rejected");
                } else {
                    expect(answer, 500, null);
                }
                assertThat(client.invoke("IsBoss").getBoolean("result")).isFalse();
            }
        }
    }

    /** The last answer tells of the token that counts. */
    @Test
    void refreshesThatOverlapFollowEachOther() {
        String slow = unique("slow");
        String first = draft(slow, 600).signed();
        String id = negotiated(HUB, first).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(first).id(id).connect().expectAlive()) {
            try (HeldRequest one = refresh(HUB, id)
                            .bearer(draft(slow, 3_000)
                                    .issued(Duration.ofSeconds(20))
                                    .signed())
                            .start();
                    HeldRequest two = refresh(HUB, id)
                            .bearer(draft(slow, 4_000, "boss")
                                    .issued(Duration.ofSeconds(10))
                                    .signed())
                            .start()) {
                expectLifetime(one.answer(), 3_000);
                expectLifetime(two.answer(), 4_000);
            }
            client.await(record -> record.getString("target", "").equals("Refreshed"));
            assertThat(client.invoke("IsBoss").getBoolean("result")).isTrue();
        }
    }

    @Test
    void manyAtOnceAreAllAnswered() {
        String id = negotiated(HUB, token).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(token).id(id).connect().expectAlive()) {
            List<CompletableFuture<RawResponse>> all = IntStream.rangeClosed(1, 20)
                    .mapToObj(i -> draft(user, 1_000 + i, i == 20 ? new String[] {"boss"} : new String[0])
                            .issued(Duration.ofSeconds(50 - i))
                            .signed())
                    .map(shown -> CompletableFuture.supplyAsync(() -> refreshed(id, shown)))
                    .toList();

            assertThat(all).allMatch(answer -> answer.join().status() == 200);
            await().untilAsserted(() ->
                    assertThat(client.invoke("IsBoss").getBoolean("result")).isTrue());
        }
    }

    @Test
    void aCallThatRunsKeepsItsToken() {
        String id = negotiated(HUB, token).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(token).id(id).connect().expectAlive()) {
            client.send(call("1", "IsStillBoss", "800"));
            client.sendText(Records.of(WireClient.PING));

            expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);

            client.expect("{\"type\":3,\"invocationId\":\"1\",\"result\":[false,false]}", event("Refreshed", "true"));
            assertThat(client.invoke("IsBoss").getBoolean("result")).isTrue();
        }
    }

    @Test
    void anEventStreamGoesOnWithTheNewToken() {
        String id = negotiated(HUB, token).connectionToken();
        try (HeldRequest stream = server.get(HUB + "?id=" + id)
                .bearer(token)
                .header("Accept", "text/event-stream")
                .start()) {
            stream.head();
            stream.line();
            post(id, token, WireClient.HANDSHAKE);
            assertThat(stream.event()).isEqualTo(Records.of("{}"));

            expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);

            assertThat(stream.event()).isEqualTo(Records.of(event("Refreshed", "true")));
        }
    }

    @Test
    void aHeldPollIsAnsweredWithWhatTheHubSays() {
        String id = polled(token);
        try (HeldRequest poll = server.get(HUB + "?id=" + id).bearer(token).start()) {
            expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);

            assertThat(poll.answer().body()).isEqualTo(Records.of(event("Refreshed", "true")));
        }
    }

    /** In ASP.NET Core that is 500, and half done. */
    @Test
    void aConnectionThatWaitsForItsClientMayBeRefreshed() {
        String id = stateful(token);
        statefully(id, token).socket().reset();

        expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);

        try (WireClient back = server.opening(HUB).bearer(token).id(id).open().ignoringAcks()) {
            back.await(record -> record.getString("target", "").equals("Refreshed"));
            back.send("{\"type\":9,\"sequenceId\":2}"); // one call was served before
            assertThat(back.invoke("IsBoss").getBoolean("result")).isTrue();
        }
    }

    private String brief() {
        return draft(user, -28, "user").signed(); // by the leeway of 30 s it lasts two more
    }

    private void awaitTheEndOf(String brief) {
        await().until(() -> negotiation(HUB, 1, brief).status() == 401);
    }

    @Test
    void aFreshTokenGoesOnWhereTheOldOneEnded() {
        String brief = draft(user, -28, "boss").signed();
        String id = negotiated(HUB, brief).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(brief).id(id).connect().expectAlive()) {
            awaitTheEndOf(brief);
            assertThat(client.invoke("Promote").getString("error"))
                    .isEqualTo("Failed to invoke 'Promote' because user is unauthorized");
            assertThat(client.invoke("IsBoss").getBoolean("result")).isFalse();

            expectLifetime(refreshed(id, fresh(user, "boss")), 7_200);

            client.expect(event("Refreshed", "true"));
            assertThat(client.invoke("Promote").getString("result")).isEqualTo("promoted");
        }
    }

    /** Nothing else than the connection's own token is good for that. */
    @Test
    void theTokenOfALongPollServesItsFurtherRequests() {
        String brief = brief();
        String id = polled(brief);
        awaitTheEndOf(brief);

        assertThat(post(id, brief, call("1", "IsBoss")).status()).isEqualTo(200);
        assertThat(poll(id, brief).body()).contains("\"result\":false");
        assertThat(poll(id, draft(user, -100).signed()).status()).isEqualTo(401);
        post(id, brief, WireClient.CLOSE);
        assertThat(poll(id, brief).body()).isEqualTo(Records.of(WireClient.CLOSE));
    }

    @Test
    void anExpiredTokenOpensNothingNew() {
        String brief = brief();
        String id = negotiated(HUB, brief).connectionToken();
        awaitTheEndOf(brief);

        assertThat(negotiation(HUB, 1, brief).status()).isEqualTo(401);
        assertThat(refreshed(id, brief).status()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherOriginMayAskForTheHeader() {
        RawResponse answer = server.request("OPTIONS", HUB + "/refresh")
                .origin("http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,x-signalr-connection-token")
                .send();

        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).contains("x-signalr-connection-token");
    }
}
