package org.presencehub.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.HeldRequest;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/** Somebody who got hold of another's connection token, and has no right to it. */
@HostileTest
@SuppressWarnings("try") // what carries the owner's connection is there, and that is enough
final class StrangersIT {
    private final ServerUnderTest server;
    private final String anna = unique("anna");

    StrangersIT(ServerUnderTest server) {
        this.server = server;
    }

    /** How far the owner has come. */
    enum Stage {
        NEGOTIATED,
        POLLING,
        STREAMING,
        ON_A_WEBSOCKET,
        PARKED
    }

    @ParameterizedTest
    @EnumSource
    void noStrangersTokenOpensADoor(Stage stage) {
        for (String hub : List.of(PRESENCE, LATCH)) {
            String id = negotiate(hub, Optional.of(server.token(anna)));
            try (AutoCloseable unused = advance(stage, hub, id)) {
                String bert = server.token(unique("bert"));
                String other = server.draft(anna).issuer("https://another.test").signed();
                String nameless = server.draft(anna).without("iss").signed();
                for (String token : List.of(bert, other, nameless)) {
                    expectAll(hub, id, Optional.of(token), 403, polledBy(stage));
                }
                expectAll(hub, id, Optional.of(server.draft(anna).signedByStranger()), 401);
                expectAll(
                        hub,
                        id,
                        Optional.empty(),
                        hub.equals(PRESENCE) ? 401 : 403,
                        hub.equals(PRESENCE) ? 401 : polledBy(stage));
                expectAll(hub.equals(PRESENCE) ? "/test" : PRESENCE, id, Optional.of(server.token(anna)), 404);
                expectOwnersAlone(hub, id, stage);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** On an open hub, who came as nobody is taken over by nobody that has a name. */
    @ParameterizedTest
    @EnumSource
    void noTokenOpensADoorOfNobody(Stage stage) {
        String id = negotiate(LATCH, Optional.empty());
        try (AutoCloseable unused = advance(stage, LATCH, id, Optional.empty())) {
            expectAll(LATCH, id, Optional.of(server.token(anna)), 403, polledBy(stage));
            expectAll("/conformance", id, Optional.empty(), 404);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PRESENCE, LATCH})
    void thePublicIdOpensNoDoor(String hub) {
        var negotiated = server.negotiate(hub, anna);

        expectAll(hub, negotiated.connectionId(), Optional.of(server.token(anna)), 404);
    }

    /** What follows would be another's. */
    @Test
    void anIdIsItsLettersAndNothingElse() {
        String id = server.negotiate(PRESENCE, anna).connectionToken();
        String token = server.token(anna);
        for (String near : List.of(swapped(id), id + "%20", id + "%00", id + "=", "%2F" + id, id.substring(1))) {
            assertThat(request("GET", PRESENCE, near, Optional.of(token)).send().status())
                    .as(near)
                    .isEqualTo(404);
        }
    }

    /** {@return the text with each letter in its other case} */
    private static String swapped(String text) {
        return text.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** {@return what a stranger's poll is answered} The owner's would be too, if its token had aged: then it shows a fresh one. */
    private static int polledBy(Stage stage) {
        return stage == Stage.POLLING ? 409 : 403;
    }

    private void expectAll(String hub, String id, Optional<String> token, int status) {
        expectAll(hub, id, token, status, status);
    }

    private void expectAll(String hub, String id, Optional<String> token, int status, int ofPolls) {
        assertThat(request("GET", hub, id, token).send().status())
                .as("poll of %s", hub)
                .isEqualTo(ofPolls);
        for (String method : List.of("POST", "DELETE")) {
            assertThat(request(method, hub, id, token).send().status())
                    .as("%s %s", method, hub)
                    .isEqualTo(status);
        }
        assertThat(request("GET", hub, id, token)
                        .header("Accept", "text/event-stream")
                        .send()
                        .status())
                .as("events of %s", hub)
                .isEqualTo(status);
        assertThat(request("GET", hub, id, token).upgrade().send().status())
                .as("upgrade of %s", hub)
                .isEqualTo(status);
        assertThat(request("POST", hub + "/refresh", "", token)
                        .header("X-SignalR-Connection-Token", id)
                        .send()
                        .status())
                .as("refresh of %s", hub)
                .isEqualTo(status);
    }

    private void expectOwnersAlone(String hub, String id, Stage stage) {
        int posted = request("POST", hub, id, Optional.of(server.token(anna)))
                .body(WireClient.PING + Records.SEPARATOR)
                .send()
                .status();
        assertThat(posted).as("%s", stage).isNotIn(401, 403);
        if (stage == Stage.POLLING || stage == Stage.STREAMING) {
            assertThat(posted).isEqualTo(200);
        }
    }

    private AutoCloseable advance(Stage stage, String hub, String id) {
        return advance(stage, hub, id, Optional.of(server.token(anna)));
    }

    private AutoCloseable advance(Stage stage, String hub, String id, Optional<String> token) {
        switch (stage) {
            case POLLING -> {
                request("GET", hub, id, token).send();
                request("POST", hub, id, token)
                        .body(WireClient.HANDSHAKE + Records.SEPARATOR)
                        .send();
                return () -> {};
            }
            case STREAMING -> {
                HeldRequest events = request("GET", hub, id, token)
                        .header("Accept", "text/event-stream")
                        .start();
                events.head();
                return events;
            }
            case ON_A_WEBSOCKET, PARKED -> {
                var opening = server.opening(hub).id(id);
                WireClient client = token.map(opening::bearer).orElse(opening).open();
                client.send("{\"protocol\":\"json\",\"version\":2}")
                        .expect("{}")
                        .send(WireClient.PING);
                client.expectAlive();
                if (stage == Stage.PARKED) {
                    client.socket().reset();
                    return () -> {};
                }
                return client;
            }
            default -> {
                return () -> {};
            }
        }
    }

    private String negotiate(String hub, Optional<String> token) {
        RawRequest negotiation = server.post(hub + "/negotiate?negotiateVersion=1&useStatefulReconnect=true");
        return token.map(negotiation::bearer).orElse(negotiation).send().json().getString("connectionToken");
    }

    private RawRequest request(String method, String hub, String id, Optional<String> token) {
        RawRequest request = server.request(method, hub + "?id=" + id);
        return token.map(request::bearer).orElse(request);
    }
}
