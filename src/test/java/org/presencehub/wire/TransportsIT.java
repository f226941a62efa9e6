package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Server-sent events and long polling, request by request (TransportProtocols.md). */
@WireTest
final class TransportsIT {
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String EVENTS = "text/event-stream";
    private static final int CROWD = 100; // more than a server has threads for requests

    private final ServerUnderTest server;
    private final String user = unique("anna");
    private final Negotiated ids;
    private final List<HeldRequest> held = new ArrayList<>();

    TransportsIT(ServerUnderTest server) {
        this.server = server;
        ids = server.negotiate(LATCH, user);
    }

    @AfterEach
    void hangUp() {
        held.forEach(HeldRequest::close);
    }

    @Test
    void theFirstPollIsAnsweredAtOnceWithNothing() {
        RawResponse answer = get().send();

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).contains("0");
        assertThat(answer.header("Cache-Control")).contains("no-cache, no-store");
        assertThat(answer.header("Pragma")).contains("no-cache");
        assertThat(answer.header("Expires")).contains("Thu, 01 Jan 1970 00:00:00 GMT");
    }

    @Test
    void aPollIsHeldUntilThereIsSomethingToSay() {
        get().send();
        HeldRequest poll = hold(get());
        assertThat(poll.isSilentFor(A_WHILE)).isTrue();

        RawResponse posted = post(WireClient.HANDSHAKE).send();

        assertThat(posted.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(posted.body()).isEmpty();
        RawResponse answer = poll.answer();
        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.header("Content-Type")).contains("application/octet-stream");
        assertThat(answer.body()).isEqualTo(Records.of("{}"));
    }

    @Test
    void whatIsPostedBeforeTheFirstPollIsRefusedAndTheIdGoesOn() {
        assertThat(post(WireClient.HANDSHAKE).send().status()).isEqualTo(400);

        assertThat(get().send().body()).isEmpty();
        assertThat(post(WireClient.HANDSHAKE).send().status()).isEqualTo(200);
        assertThat(get().send().body()).isEqualTo(Records.of("{}"));
    }

    @Test
    void oneMessageMayComeInManyBodies() {
        get().send();
        String handshake = Records.of(WireClient.HANDSHAKE);
        for (int i = 0; i < handshake.length(); i += 10) {
            request("POST")
                    .body(handshake.substring(i, Math.min(handshake.length(), i + 10)))
                    .send();
        }

        assertThat(get().send().body()).isEqualTo(Records.of("{}"));
    }

    @Test
    void whatWasSaidBetweenTwoPollsComesInOrder() {
        poll();
        post(Records.call("1", "NoSuchMethod"), Records.call("2", "NoSuchMethod"))
                .send();
        post(Records.call("3", "NoSuchMethod")).send();

        StringBuilder body = new StringBuilder();
        while (body.indexOf("\"3\"") < 0) {
            body.append(get().send().body());
        }

        assertThat(body.toString().split(Records.SEPARATOR)).hasSize(3);
        assertThat(body.indexOf("\"1\"")).isLessThan(body.indexOf("\"2\""));
        assertThat(body.indexOf("\"2\"")).isLessThan(body.indexOf("\"3\""));
    }

    @Test
    void aPollThatTheClientAbortsLosesNothing() {
        poll();
        HeldRequest aborted = hold(get());
        assertThat(aborted.isSilentFor(A_WHILE)).isTrue();
        aborted.close();

        post(Records.call("1", "NoSuchMethod")).send();

        assertThat(get().send().body()).contains("\"invocationId\":\"1\"");
    }

    @Test
    void aNewerPollEndsTheOlder() {
        poll();
        HeldRequest older = hold(get());
        assertThat(older.isSilentFor(A_WHILE)).isTrue();
        HeldRequest newer = hold(get());

        assertThat(older.answer().status()).isEqualTo(204);
        post(Records.call("1", "NoSuchMethod")).send();
        assertThat(newer.answer().body()).contains("\"invocationId\":\"1\"");
    }

    @Test
    void deletingEndsTheHeldPollAndTheConnection() {
        poll();
        HeldRequest poll = hold(get());
        assertThat(poll.isSilentFor(A_WHILE)).isTrue();

        RawResponse deleted = request("DELETE").send();

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.body()).isEmpty();
        assertThat(poll.answer().status()).isIn(200, 204); // the reference has last words there
        await().until(() -> get().send().status() == 404);
        expectUnknown(get());
        expectUnknown(post(WireClient.CLOSE));
        expectUnknown(request("DELETE"));
    }

    @Test
    void aFailedHandshakeIsToldByOnePollAndTheEndByTheNext() {
        get().send();
        post("{\"protocol\":\"nonsense\",\"version\":1}").send();

        assertThat(get().send().body()).contains("The protocol 'nonsense' is not supported.");
        assertThat(get().send().status()).isEqualTo(204);
        await().until(() -> get().send().status() == 404);
    }

    @Test
    void aHubCloseIsAnsweredByOnePollAndTheEndByTheNext() {
        poll();
        HeldRequest poll = hold(get());
        assertThat(poll.isSilentFor(A_WHILE)).isTrue();

        post(WireClient.CLOSE).send();

        assertThat(poll.answer().body()).isEqualTo(Records.of(WireClient.CLOSE));
        assertThat(get().send().status()).isIn(204, 404);
    }

    @Test
    @Tag("ours")
    void aBodyThatBreaksOffLeavesNothingBehind() {
        poll();
        try (HeldRequest upload =
                request("POST").body("{\"type\":").bodyOf(1000).start()) {
            assertThat(upload.isSilentFor(A_WHILE)).isTrue();
        }

        await().untilAsserted(() -> {
            assertThat(post(Records.call("1", "NoSuchMethod")).send().status()).isEqualTo(200);
            assertThat(get().send().body()).contains("Method does not exist");
        });
    }

    @Test
    @Tag("ours")
    void aBodyThatNeverComesEndsWithItsConnection() {
        poll();
        HeldRequest upload = hold(request("POST").body("{").bodyOf(1000));
        assertThat(upload.isSilentFor(A_WHILE)).isTrue();

        request("DELETE").send();

        assertThat(upload.isSilentFor(SOON)).isFalse();
    }

    @Test
    void parallelBodiesArriveOneAfterTheOther() {
        poll();
        List<HeldRequest> uploads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            uploads.add(hold(post(large(Records.call("p" + i, "NoSuchMethod")))));
        }

        uploads.forEach(upload -> assertThat(upload.answer().status()).isEqualTo(200));
        StringBuilder body = new StringBuilder();
        while (body.toString().split(Records.SEPARATOR).length < 10) {
            body.append(get().send().body());
        }
        assertThat(body.toString()).doesNotContain("Connection closed");
    }

    @Test
    void theStreamOfEventsBeginsWithACommentAndTheHeadersThatProxiesHeed() {
        HeldRequest stream = hold(events());

        String head = stream.head();
        assertThat(head).startsWith("HTTP/1.1 200 OK");
        assertThat(head.toLowerCase(Locale.ROOT))
                .contains("content-type: text/event-stream")
                .contains("cache-control: no-cache, no-store, no-transform\r\n")
                .contains("pragma: no-cache")
                .contains("x-accel-buffering: no")
                .doesNotContain("content-encoding");
        assertThat(stream.line()).isEqualTo(":\r\n");
    }

    @Test
    void aBatchIsOneEvent() {
        HeldRequest stream = stream();
        post(WireClient.HANDSHAKE).send();
        assertThat(stream.event()).isEqualTo(Records.of("{}"));

        post(Records.call("1", "RegisterUser", Records.quoted(user))).send();

        assertThat(stream.event()).contains("Registered");
    }

    @Test
    void aHubCloseIsAnEventAndThenTheEndOfTheStream() {
        HeldRequest stream = stream();
        post(WireClient.HANDSHAKE).send();
        stream.event();

        post(WireClient.CLOSE).send();

        assertThat(stream.event()).isEqualTo(Records.of(WireClient.CLOSE));
        assertThat(stream.ends()).isTrue();
        expectUnknown(post(WireClient.PING));
    }

    /** Its pings still come, so that it is not for its silence. */
    @Test
    void aClientThatClosesItsStreamIsSoonGone() {
        HeldRequest stream = stream();
        post(WireClient.HANDSHAKE).send();
        stream.event();

        stream.close();

        await().ignoreExceptionsInstanceOf(
                        UncheckedIOException.class) // a body that is being read at that very moment is cut off
                .until(() -> post(WireClient.PING).send().status() == 404);
    }

    @Test
    void aSecondStreamIsAConflict() {
        stream();

        RawResponse answer = events().send();

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"polls, events", "polls, socket", "events, polls", "events, socket", "socket, polls", "socket, events"})
    void theTransportOfAConnectionStays(String first, String second) {
        switch (first) {
            case "polls" -> get().send();
            case "events" -> stream();
            default -> server.opening(LATCH, user).id(ids.connectionToken()).connect();
        }

        RawResponse answer = switch (second) {
            case "polls" -> get().send();
            case "events" -> events().send();
            default -> server.opening(LATCH, user).id(ids.connectionToken()).refused();
        };

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("Cannot change transports mid-connection");
    }

    @Test
    void aStreamOfEventsIsNotEndedByDelete() {
        stream();

        RawResponse answer = request("DELETE").send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("Cannot terminate this connection using the DELETE endpoint.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/html, TEXT/Event-Stream", "*/*, text/event-stream"})
    void theStreamIsAskedForByItsType(String accept) {
        assertThat(hold(get().header("Accept", accept)).head()).containsIgnoringCase("text/event-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream;q=0.5", "*/*", "text/*"})
    void everyOtherTypeAsksForAPoll(String accept) {
        assertThat(get().header("Accept", accept).send().body()).isEmpty();
    }

    @ParameterizedTest
    @Tag("ours")
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void anotherUsersTokenOpensNoDoor(String method) {
        poll();

        RawResponse answer = server.request(method, path())
                .bearer(server.token(unique("bert")))
                .send();

        if (method.equals("GET")) {
            assertThat(answer.status()).isEqualTo(409);
        } else {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("The user associated with this connection changed.");
        }
        post(Records.call("1", "NoSuchMethod")).send();
        assertThat(get().send().body()).contains("\"invocationId\":\"1\"");
    }

    @Test
    void whoWaitsHoldsNoThread() {
        for (int i = 0; i < CROWD; i++) {
            Negotiated each = server.negotiate(LATCH, user);
            if (i % 2 == 0) {
                get(each).send();
            }
            hold(i % 2 == 0 ? get(each) : get(each).header("Accept", EVENTS));
        }

        poll();
        post(Records.call("1", "NoSuchMethod")).send();

        assertThat(get().send().body()).contains("\"invocationId\":\"1\"");
    }

    /** {@return this record behind so many others that they are read in several pieces} */
    private static String[] large(String record) {
        String other = Records.event("NoSuchMethod", Records.quoted("x".repeat(1000)));
        return Stream.concat(Collections.nCopies(200, other).stream(), Stream.of(record))
                .toArray(String[]::new);
    }

    /** Opens the connection by polls. */
    private void poll() {
        get().send();
        post(WireClient.HANDSHAKE).send();
        assertThat(get().send().body()).isEqualTo(Records.of("{}"));
    }

    private HeldRequest stream() {
        HeldRequest stream = hold(events());
        stream.head();
        stream.line();
        return stream;
    }

    private HeldRequest hold(RawRequest request) {
        HeldRequest started = request.start();
        held.add(started);
        return started;
    }

    private RawRequest events() {
        return get().header("Accept", EVENTS);
    }

    private RawRequest get() {
        return get(ids);
    }

    private RawRequest get(Negotiated whose) {
        return server.get(LATCH + "?id=" + whose.connectionToken()).bearer(server.token(user));
    }

    private RawRequest post(String... records) {
        return request("POST").body(Records.of(records));
    }

    private RawRequest request(String method) {
        return server.request(method, path()).bearer(server.token(user));
    }

    private String path() {
        return LATCH + "?id=" + ids.connectionToken();
    }

    private static void expectUnknown(RawRequest request) {
        RawResponse answer = request.send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("No Connection with that ID");
    }
}
