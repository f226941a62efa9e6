package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.presencehub.testing.Negotiated;
import org.presencehub.testing.RawRequest;
import org.presencehub.testing.RawResponse;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.TokenDraft;
import org.presencehub.testing.WireClient;

/** Connections of a hub whose members show tokens, and what they ask by HTTP. Confined to the thread of its test. */
abstract class Members {
    static final String HUB = "/members";
    static final String OPEN = "/conformance";
    static final String CHANGED = "The user associated with this connection changed.";
    private static final String STATEFUL = "{\"protocol\":\"json\",\"version\":2}";

    final ServerUnderTest server;
    final String user = unique("anna");
    final String token;

    Members(ServerUnderTest server) {
        this.server = server;
        token = draft(user, 600).signed();
    }

    /** A minute ago, so that what follows is newer. */
    final TokenDraft draft(String of, int seconds, String... roles) {
        return server.draft(of, roles).lasting(Duration.ofSeconds(seconds)).issued(Duration.ofMinutes(1));
    }

    final String fresh(String of, String... roles) {
        return server.draft(of, roles).lasting(Duration.ofHours(2)).signed();
    }

    final RawResponse negotiation(String hub, int version, @Nullable String shown) {
        RawRequest request = server.post(hub + "/negotiate?negotiateVersion=" + version);
        return (shown == null ? request : request.bearer(shown)).send();
    }

    final Negotiated negotiated(String hub, @Nullable String shown) {
        var ids = negotiation(hub, 1, shown).json();
        return new Negotiated(ids.getString("connectionId"), ids.getString("connectionToken"));
    }

    final RawRequest refresh(String hub, String connection) {
        return server.post(hub + "/refresh").header("X-SignalR-Connection-Token", connection);
    }

    final RawResponse refreshed(String connection, String shown) {
        return refresh(HUB, connection).bearer(shown).send();
    }

    static void expect(RawResponse answer, int status, @Nullable String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(error == null ? "" : "{\"error\":\"" + error + "\"}");
        if (error != null) {
            assertThat(answer.header("Content-Type")).contains("application/json");
        }
    }

    static void expectLifetime(RawResponse answer, int most) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"tokenLifetimeSeconds\":\\d+}");
        assertThat(answer.json().getInt("tokenLifetimeSeconds")).isBetween(most - 20, most);
    }

    final String polled(String shown) {
        String id = negotiated(HUB, shown).connectionToken();
        assertThat(server.get(HUB + "?id=" + id).bearer(shown).send().status()).isEqualTo(200);
        post(id, shown, WireClient.HANDSHAKE);
        assertThat(server.get(HUB + "?id=" + id).bearer(shown).send().body()).isEqualTo(Records.of("{}"));
        return id;
    }

    final RawResponse post(String id, String shown, String record) {
        return server.post(HUB + "?id=" + id)
                .bearer(shown)
                .body(Records.of(record))
                .send();
    }

    final RawResponse poll(String id, String shown) {
        return server.get(HUB + "?id=" + id).bearer(shown).send();
    }

    final String stateful(String shown) {
        return server.post(HUB + "/negotiate?negotiateVersion=1&useStatefulReconnect=true")
                .bearer(shown)
                .send()
                .json()
                .getString("connectionToken");
    }

    final WireClient statefully(String id, String shown) {
        WireClient client = server.opening(HUB).bearer(shown).id(id).open().ignoringAcks();
        client.send(STATEFUL).expect("{}").send(WireClient.PING).expectAlive();
        return client;
    }
}
