package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** What the one path of a hub answers to which request; clients show these texts to their users. */
@WireTest
final class HubPathIT {
    private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";

    private final ServerUnderTest server;
    private final String user = unique("anna");

    HubPathIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,?id=", "POST,''", "POST,?id=", "DELETE,''", "DELETE,?id="})
    void aRequestWithoutIdIsToldSo(String method, String query) {
        expectText(request(method, query), "HTTP/1.1 400 Bad Request", "Connection ID required");
    }

    @Test
    void anEventStreamWithoutIdIsToldSo() {
        expectText(
                request("GET", "").header("Accept", "text/event-stream"),
                "HTTP/1.1 400 Bad Request",
                "Connection ID required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void anUnknownIdIsToldSo(String method) {
        expectText(request(method, "?id=" + UNKNOWN), "HTTP/1.1 404 Not Found", "No Connection with that ID");
    }

    @Test
    void anUpgradeWithAnUnknownIdIsToldSo() {
        RawResponse answer = server.opening(LATCH, user).id(UNKNOWN).refused();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(answer.body()).isEqualTo("No Connection with that ID");
    }

    /** As browsers leave them in a query that a page has put together by hand; the last one is a letter in UTF-8, and the same in Latin 1. */
    @ParameterizedTest
    @ValueSource(strings = {"|", "{}", "^", "`", "\\", "[]", "\"", "<>", "\u00c3\u00a9", "\u00e9"})
    void charactersThatBrowsersLeaveUnescapedReachTheHub(String characters) {
        expectText(
                request("GET", "?x=" + characters + "&id=" + UNKNOWN),
                "HTTP/1.1 404 Not Found",
                "No Connection with that ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?id=%zz", "?x=a b&id=" + UNKNOWN})
    void whatIsNoQueryAtAllReachesNobody(String query) {
        assertThat(request("GET", query).send().status()).isEqualTo(400);
    }

    @Test
    void theAnswerToAnUpgradeDoesNotRepeatTheQuery() {
        String answer = server.get(LATCH + "?access_token=" + server.token(user))
                .upgrade()
                .send()
                .toString();

        assertThat(answer).contains("101").doesNotContain(server.token(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "HEAD", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) {
        RawResponse answer = request(method, "").send();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Allow")).contains("GET, POST, DELETE");
    }

    /** RFC 6455 §4.2.1 lists what makes a handshake; the reference takes half of one for a poll. */
    @ParameterizedTest
    @CsvSource({
        "websocket, Upgrade, 12, dGhlIHNhbXBsZSBub25jZQ==",
        "websocket, Upgrade, 13, ''",
        "websocket, keep-alive, 13, dGhlIHNhbXBsZSBub25jZQ==",
        "h2c, Upgrade, 13, dGhlIHNhbXBsZSBub25jZQ=="
    })
    @Tag("ours")
    void aBadUpgradeIsToldSoAndTheIdStaysUsable(String upgrade, String connection, String version, String key) {
        Negotiated ids = negotiate();
        RawRequest request = request("GET", "?id=" + ids.connectionToken())
                .header("Upgrade", upgrade)
                .header("Connection", connection)
                .header("Sec-WebSocket-Version", version);

        RawResponse answer = (key.isEmpty() ? request : request.header("Sec-WebSocket-Key", key)).send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).startsWith("This is no handshake of a WebSocket: ");
        try (WireClient client = attach(ids)) {
            client.expectAlive();
        }
    }

    @Test
    void nothingCanBePostedToAWebSocket() {
        Negotiated ids = negotiate();
        try (WireClient client = attach(ids)) {
            expectText(
                    request("POST", "?id=" + ids.connectionToken()).body(Records.of(WireClient.PING)),
                    "HTTP/1.1 405 Method Not Allowed",
                    "POST requests are not allowed for WebSocket connections.");
            client.expectAlive();
        }
    }

    @Test
    void aWebSocketIsNotEndedByDelete() {
        Negotiated ids = negotiate();
        try (WireClient client = attach(ids)) {
            expectText(
                    request("DELETE", "?id=" + ids.connectionToken()),
                    "HTTP/1.1 400 Bad Request",
                    "Cannot terminate this connection using the DELETE endpoint.");
            client.expectAlive();
        }
    }

    @Test
    void anUnattachedConnectionIsNotEndedByDelete() {
        Negotiated ids = negotiate();

        expectText(
                request("DELETE", "?id=" + ids.connectionToken()),
                "HTTP/1.1 400 Bad Request",
                "Cannot terminate this connection using the DELETE endpoint.");

        try (WireClient client = attach(ids)) {
            client.expectAlive();
        }
    }

    @Test
    void aSecondWebSocketOnALivingConnectionIsAConflict() {
        Negotiated ids = negotiate();
        try (WireClient client = attach(ids)) {
            RawResponse answer =
                    server.opening(LATCH, user).id(ids.connectionToken()).refused();

            assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 409 Conflict");
            assertThat(answer.body()).isEmpty();
            client.expectAlive();
        }
    }

    @Test
    void anEndedConnectionIsUnknown() {
        Negotiated ids = negotiate();
        try (WireClient client = attach(ids)) {
            client.send(WireClient.CLOSE).expect(WireClient.CLOSE).expectClose(1000);
        }

        assertThat(server.opening(LATCH, user)
                        .id(ids.connectionToken())
                        .refused()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theConnectionIdIsNoKey() {
        Negotiated ids = negotiate();

        assertThat(server.opening(LATCH, user).id(ids.connectionId()).refused().status())
                .isEqualTo(404);
    }

    @Test
    void theConnectionIdIsToldToTheClient() {
        Negotiated ids = negotiate();
        try (WireClient client = attach(ids)) {
            client.send(Records.call("1", "RegisterUser", Records.quoted(user)))
                    .expect(Records.event("Registered", Records.quoted(ids.connectionId())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "empty id"})
    void anUpgradeWithoutIdMakesANewConnection(String how) {
        var opening = server.opening(LATCH, user);
        try (WireClient client = (how.isEmpty() ? opening : opening.id("")).connect()) {
            client.expectAlive();
        }
    }

    @Test
    @Tag("ours")
    void theIdOfOneHubIsUnknownToTheOther() {
        Negotiated ids = negotiate();

        assertThat(server.opening(PRESENCE, user)
                        .id(ids.connectionToken())
                        .refused()
                        .status())
                .isEqualTo(404);
        assertThat(server.delete(PRESENCE + "?id=" + ids.connectionToken())
                        .bearer(server.token(user))
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Tag("ours")
    void theIdOfOneUserIsForbiddenToAnother() {
        Negotiated ids = negotiate();
        String other = unique("bert");

        RawResponse answer =
                server.opening(LATCH, other).id(ids.connectionToken()).refused();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(answer.body()).isEqualTo("The user associated with this connection changed.");
        try (WireClient client = attach(ids)) {
            client.expectAlive();
        }
    }

    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"POST", "DELETE"})
    void everyRequestMustCarryTheUserOfTheConnection(String method) {
        String query = "?id=" + negotiate().connectionToken();

        assertThat(server.request(method, LATCH + query)
                        .bearer(server.token(unique("bert")))
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private Negotiated negotiate() {
        return server.negotiate(LATCH, user);
    }

    private WireClient attach(Negotiated ids) {
        return server.opening(LATCH, user).id(ids.connectionToken()).connect();
    }

    private RawRequest request(String method, String query) {
        return server.request(method, LATCH + query).bearer(server.token(user));
    }

    private static void expectText(RawRequest request, String statusLine, String text) {
        RawResponse answer = request.send();
        assertThat(answer.statusLine()).isEqualTo(statusLine);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body()).isEqualTo(text);
    }
}
