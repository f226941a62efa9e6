package org.presencehub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.Frame;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/**
 * No token, no connection token and no payload may reach a log, whatever level it has. Run as the last class, it looks for all that the
 * suite ever used; see {@link ClassOrderer.OrderAnnotation}.
 */
@WireTest
@Tag("ours")
@Order(Integer.MAX_VALUE)
final class LogSecrecyIT {
    private final ServerUnderTest server;
    private final String user = unique("anna");
    private final String payload = unique("payload");

    LogSecrecyIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void noSecretWasEverLogged() {
        assumeThat(server.log()).isPresent();
        provokeRefusals();
        provokeErrors();
        String fence = "https://" + unique("fence") + ".example";
        server.opening(LATCH, user).origin(fence).refused();

        await().untilAsserted(() -> assertThat(log()).contains(fence));

        String log = log();
        List<String> leaked = secrets().stream().filter(log::contains).toList();
        assertThat(leaked).isEmpty();
        assertThat(log)
                .as("what is said instead")
                .contains("the call of a name of " + payload.length() + " characters that is no identifier is refused.")
                .contains(
                        "the call of 'RegisterUser' is refused. Argument 1, an object, does not fit java.lang.String.");
    }

    private void provokeRefusals() {
        for (String token : List.of(
                server.draft(user).expired(Duration.ofHours(1)).signed(),
                server.draft(user).unsigned(),
                server.draft(user).signedByStranger(),
                server.draft(user).signedWithThePublicKey(),
                server.draft(user).signed() + "garbage")) {
            server.post(PRESENCE + "/negotiate?access_token=" + token).send();
            server.opening(PRESENCE).accessToken(token).refused();
            server.get("/presencehub/socket?access_token=" + token).upgrade().send();
            server.get("/no/such/path?access_token=" + token).bearer(token).send();
        }
        Negotiated ids = server.negotiate(LATCH, user);
        server.get(LATCH + "?id=" + ids.connectionToken())
                .bearer(server.token(user))
                .send();
        server.opening(LATCH, unique("bert")).id(ids.connectionToken()).refused();
        server.opening(PRESENCE, user).id(ids.connectionToken()).refused();
    }

    private void provokeErrors() {
        Negotiated ids = server.negotiate(LATCH, user);
        try (WireClient client = server.opening(LATCH)
                .id(ids.connectionToken())
                .accessToken(server.token(user))
                .connect()) {
            client.invoke("UnicastAsync", quoted(user), quoted(payload));
            client.invoke("RegisterUser", "{" + quoted(payload) + ":1}");
            client.invoke(payload, quoted(payload));
            client.send(event(payload));
            client.send(call("1", "UnicastAsync", quoted(payload), "[01]")).drain();
        }
        try (WireClient client = server.opening(LATCH, user).connect()) {
            client.send("{\"type\":6,\"headers\":{" + quoted(payload) + ":1}}").drain();
        }
        try (WireClient client = server.opening(LATCH, user).connect()) {
            client.socket().send(Frame.of(3, payload.getBytes(UTF_8)));
            client.drain();
        }
    }

    /** Connection tokens whole; of tokens the payload and the signature, since all headers look alike. */
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(payload));
        for (String secret : server.secrets()) {
            List<String> parts = Arrays.asList(secret.split("\\.", -1));
            secrets.addAll(parts.size() == 1 ? parts : parts.subList(1, parts.size()));
        }
        secrets.removeIf(String::isEmpty);
        return secrets;
    }

    private String log() {
        return server.log().orElseThrow().text();
    }
}
