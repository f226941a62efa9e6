package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** TransportProtocols.md, {@code POST [endpoint-base]/negotiate} request. */
@WireTest
final class NegotiateIT {
    private static final String SHAPE_OF_AN_ID = "[A-Za-z0-9_-]{22}";

    private final ServerUnderTest server;
    private final String user = unique("anna");

    NegotiateIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENCE, LATCH})
    void versionOneAnswersTwoDifferentUrlSafeIds(String hub) {
        JsonObject answer = ok(server.negotiation(hub, user));

        assertThat(answer)
                .containsOnlyKeys(
                        "negotiateVersion",
                        "connectionId",
                        "connectionToken",
                        "tokenLifetimeSeconds",
                        "availableTransports");
        assertThat(answer.getInt("negotiateVersion")).isEqualTo(1);
        assertThat(answer.getString("connectionId")).matches(SHAPE_OF_AN_ID);
        assertThat(answer.getString("connectionToken"))
                .matches(SHAPE_OF_AN_ID)
                .isNotEqualTo(answer.getString("connectionId"));
    }

    @Test
    void eachNegotiationAnswersNewIds() {
        JsonObject first = ok(server.negotiation(LATCH, user));
        JsonObject second = ok(server.negotiation(LATCH, user));

        assertThat(second.getString("connectionId")).isNotEqualTo(first.getString("connectionId"));
        assertThat(second.getString("connectionToken")).isNotEqualTo(first.getString("connectionToken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?negotiateVersion=0"})
    void versionZeroHasNoConnectionToken(String query) {
        JsonObject answer = ok(negotiation(query));

        assertThat(answer)
                .containsOnlyKeys("negotiateVersion", "connectionId", "tokenLifetimeSeconds", "availableTransports");
        assertThat(answer.getInt("negotiateVersion")).isZero();
    }

    @Test
    void aVersionBelowZeroIsToldWithStatus200() {
        assertThat(ok(negotiation("?negotiateVersion=-1"))).isEqualTo(Records.parse("""
                        {"error":"The client requested version '-1', but the server does not support this version."}"""));
    }

    /** The id of version 0 is a secret: whoever knows it can speak for its client. So it is in no event, and in no log. */
    @Test
    void theIdOfVersionZeroAttachesATransportAndIsToldNobody() {
        String id = ok(negotiation("")).getString("connectionId");

        try (var client = server.opening(LATCH, user).id(id).connect()) {
            client.send(Records.call("1", "RegisterUser", Records.quoted(user)));
            assertThat(client.awaitEvent("Registered").getString(0))
                    .isNotEqualTo(id)
                    .hasSize(22);
            client.send("{broken").socket().closeCode();
        }
        server.log().ifPresent(log -> assertThat(log.text()).doesNotContain(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "99", "2147483647"})
    void laterVersionsAreAnsweredWithVersionOne(String version) {
        assertThat(ok(negotiation("?negotiateVersion=" + version)).getInt("negotiateVersion"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "negotiateVersion=",
                "negotiateVersion=one",
                "negotiateVersion=1.0",
                "negotiateVersion=99999999999999999999",
                "negotiateVersion=1&negotiateVersion=1"
            })
    void aVersionThatIsNoIntegerIsToldWithStatus200(String query) {
        assertThat(ok(negotiation("?" + query)))
                .isEqualTo(Records.parse("{\"error\":\"The client requested a non-integer protocol version.\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEGOTIATEVERSION=1", "negotiateversion=%201", "x=1&negotiateVersion=1&y=2"})
    void theKeyIgnoresCaseAndTheValueSpace(String query) {
        assertThat(ok(negotiation("?" + query))).containsKey("connectionToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?negotiateVersion=1"})
    void transportsAreListedTheBestFirst(String query) {
        assertThat(ok(negotiation(query)).get("availableTransports")).isEqualTo(Records.value("""
                        [{"transport":"WebSockets","transferFormats":["Text","Binary"]},
                        {"transport":"ServerSentEvents","transferFormats":["Text"]},
                        {"transport":"LongPolling","transferFormats":["Text","Binary"]}]"""));
    }

    /** The Java client calls {@code nextString()} on members that it knows, and throws at a null. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?negotiateVersion=1", "?negotiateVersion=x"})
    void absentMembersAreAbsentNotNull(String query) {
        assertThat(negotiation(query).send().body())
                .doesNotContain("null")
                .doesNotContain("ProtocolVersion")
                .doesNotContain("\"url\"")
                .doesNotContain("accessToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE"})
    void whoAsksForAStatefulReconnectGetsOne(String asked) {
        assertThat(ok(negotiation("?negotiateVersion=1&useStatefulReconnect=" + asked))
                        .getBoolean("useStatefulReconnect"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&useStatefulReconnect=1", "&useStatefulReconnect=false"})
    void whoDoesNotAskGetsNone(String query) {
        assertThat(ok(negotiation("?negotiateVersion=1" + query))).doesNotContainKey("useStatefulReconnect");
    }

    @Test
    void theAnswerIsJsonOfKnownLength() {
        RawResponse answer = server.negotiation(LATCH, user).send();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.header("Content-Length"))
                .contains(Integer.toString(answer.body().length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "not/a/type"})
    void bodyAndContentTypeAreIgnored(String type) {
        JsonObject answer = ok(server.negotiation(LATCH, user)
                .header("Content-Type", type)
                .header("Accept", "text/html")
                .body("negotiateVersion=0&x=<y>"));

        assertThat(answer).containsKey("connectionToken");
    }

    @Test
    void aStrayIdIsIgnored() {
        assertThat(ok(negotiation("?negotiateVersion=1&id=stray"))).containsKey("connectionToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENCE, LATCH})
    void aTrailingSlashMakesNoDifference(String hub) {
        RawRequest request = server.post(hub + "/negotiate/?negotiateVersion=1").bearer(server.token(user));

        assertThat(ok(request)).containsKey("connectionToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) {
        RawResponse answer = server.request(method, LATCH + "/negotiate?negotiateVersion=1")
                .bearer(server.token(user))
                .send();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    @Tag("ours")
    void pathsAreCaseSensitive() {
        RawResponse answer =
                server.post("/SignalRHub/negotiate").bearer(server.token(user)).send();

        assertThat(answer.status()).isEqualTo(404);
    }

    private RawRequest negotiation(String query) {
        return server.post(LATCH + "/negotiate" + query).bearer(server.token(user));
    }

    private static JsonObject ok(RawRequest request) {
        RawResponse answer = request.send();
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }
}
