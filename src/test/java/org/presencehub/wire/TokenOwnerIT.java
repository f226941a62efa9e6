package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.unique;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Tokens that come with other requests of a connection: fresh ones of its owner, and those of somebody else. */
@WireTest
final class TokenOwnerIT extends Members {
    TokenOwnerIT(ServerUnderTest server) {
        super(server);
    }

    @Test
    void aPollMayBringAFreshTokenAndAnOlderOneTakesNothingBack() {
        String id = polled(token);

        assertThat(poll(id, fresh(user, "boss")).body()).isEqualTo(Records.of(event("Refreshed", "true")));

        post(id, token, call("1", "IsBoss"));
        assertThat(poll(id, token).body()).contains("\"result\":true");
    }

    @Test
    void aPostMayBringAnotherTokenThatDoesNotCount() {
        String id = polled(token);

        assertThat(post(id, fresh(user, "boss"), call("1", "IsBoss")).status()).isEqualTo(200);

        assertThat(poll(id, token).body()).contains("\"result\":false");
    }

    @Test
    void aPollOfSomebodyElseIsToldToRefreshWhereThatCouldHelp() {
        String id = polled(token);
        String mallory = unique("mallory");
        try (HeldRequest held = server.get(HUB + "?id=" + id).bearer(token).start()) {
            expect(poll(id, fresh(mallory)), 409, "authentication_refresh_required");
            RawResponse refused = poll(id, draft(mallory, 60).signed());
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(CHANGED);

            post(id, token, call("1", "IsBoss"));
            assertThat(held.answer().body()).as("the owner goes on").contains("\"result\":false");
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatSomebodyElseTriesIsRefusedAndTheOwnerGoesOn(
            Function<TokenOwnerIT, Function<String, Function<String, RawResponse>>> attempt) {
        String id = polled(token);
        RawResponse refused = attempt.apply(this).apply(id).apply(fresh(unique("mallory")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo(CHANGED);
        post(id, token, call("1", "IsBoss"));
        assertThat(poll(id, token).body()).contains("\"result\":false");
    }

    static Stream<Named<Function<TokenOwnerIT, Function<String, Function<String, RawResponse>>>>>
            whatSomebodyElseTriesIsRefusedAndTheOwnerGoesOn() {
        return Stream.of(
                Named.of("POST", test -> id -> shown -> test.post(id, shown, call("2", "IsBoss"))),
                Named.of(
                        "DELETE",
                        test -> id -> shown -> test.server
                                .delete(HUB + "?id=" + id)
                                .bearer(shown)
                                .send()),
                Named.of(
                        "event stream",
                        test -> id -> shown -> test.server
                                .get(HUB + "?id=" + id)
                                .bearer(shown)
                                .header("Accept", "text/event-stream")
                                .send()),
                Named.of(
                        "WebSocket",
                        test -> id -> shown ->
                                test.server.opening(HUB).bearer(shown).id(id).refused()));
    }

    @Test
    void whoNegotiatedAttaches() {
        String mallory = fresh(unique("mallory"));
        for (RawRequest first : List.of(
                server.get(HUB + "?id=" + negotiated(HUB, token).connectionToken()),
                server.get(HUB + "?id=" + negotiated(HUB, token).connectionToken())
                        .header("Accept", "text/event-stream"))) {
            RawResponse refused = first.bearer(mallory).send();

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(CHANGED);
        }
        String id = negotiated(HUB, token).connectionToken();
        assertThat(server.opening(HUB).bearer(mallory).id(id).refused().status())
                .isEqualTo(403);
        try (WireClient owner = server.opening(HUB).bearer(token).id(id).connect()) {
            owner.expectAlive();
        }
    }

    @Test
    void whoAttachesWithAFreshTokenHasItFromTheFirstCallOn() {
        String id = negotiated(HUB, token).connectionToken();
        try (WireClient client =
                server.opening(HUB).bearer(fresh(user, "boss")).id(id).connect()) {
            assertThat(client.invoke("Promote").getString("result")).isEqualTo("promoted");
        }
    }

    @Test
    void whoComesBackMayBringAFreshToken() {
        String id = stateful(token);
        statefully(id, token).socket().reset();

        try (WireClient back =
                server.opening(HUB).bearer(fresh(user, "boss")).id(id).open().ignoringAcks()) {
            back.await(record -> record.getString("target", "").equals("Refreshed"));
            back.send("{\"type\":9,\"sequenceId\":2}"); // one call was served before
            assertThat(back.invoke("IsBoss").getBoolean("result")).isTrue();
        }
    }

    @Test
    void nobodyElseComesBack() {
        String id = stateful(token);
        try (WireClient owner = statefully(id, token)) {
            RawResponse refused =
                    server.opening(HUB).bearer(fresh(unique("mallory"))).id(id).refused();

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo(CHANGED);
            assertThat(owner.invoke("IsBoss").getBoolean("result")).isFalse();
        }
    }

    @Test
    void whomTheApplicationRefusesIsSentAwayByAPollAndByASocket() {
        String barred = unique("barred");
        String first = draft(barred, 600).signed();
        String polling = polled(first);
        expect(poll(polling, fresh(barred)), 403, "permission_change_rejected");
        assertThat(poll(polling, first).status()).isEqualTo(404);

        String id = stateful(first);
        try (WireClient owner = statefully(id, first)) {
            expect(server.opening(HUB).bearer(fresh(barred)).id(id).refused(), 403, "permission_change_rejected");
            owner.expectClose(1000);
        }
    }

    @Test
    void whereTheApplicationFailsTheConnectionGoesOn() {
        String broken = unique("broken");
        String first = draft(broken, 600).signed();
        String id = polled(first);

        assertThat(poll(id, fresh(broken)).status()).isEqualTo(500);

        post(id, first, call("1", "IsBoss"));
        assertThat(poll(id, first).body()).contains("\"result\":false");
    }
}
