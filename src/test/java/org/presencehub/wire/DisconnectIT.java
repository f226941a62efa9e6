package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.Reconnect;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** An application looks at a user's connections and ends them: {@code DeskServlet} must be deployed with the WAR. */
@WireTest
@Tag("ours")
final class DisconnectIT {
    private final ServerUnderTest server;
    private final String ending = unique("");
    private final String bert = "bert" + ending;

    DisconnectIT(ServerUnderTest server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({
        "kick, NOT, kicked, The connection was ended by an administrator.",
        "kick, INVITED, kicked, The connection was ended by an administrator.",
        "log-out, NOT, logged-out, The user logged out."
    })
    void allConnectionsOfTheUserEndAndItIsOfflineAtOnce(String act, Reconnect reconnect, String code, String sentence) {
        try (Watcher watcher = Watcher.arrive(server, "anna" + ending, ending);
                WireClient lost = server.opening(PRESENCE, bert).connect();
                WireClient tab = server.opening(PRESENCE, bert).connect();
                WireClient latch = server.opening(LATCH, bert).connect()) {
            tab.awaitEvent("GetOnlineUsers");
            lost.awaitEvent("GetOnlineUsers");
            assertThat(desk("online")).isEqualTo("2 true");
            lost.socket().reset(); // five seconds of grace begin
            await().until(() -> desk("connections").lines().count() == 2);
            Instant asked = Instant.now();
            assertThat(desk(act, "&reconnect=" + reconnect)).isEqualTo("2");

            expectClose(tab, sentence, reconnect == Reconnect.INVITED);
            expectClose(latch, sentence, reconnect == Reconnect.INVITED);
            watcher.awaitTransition("-" + bert).awaitList();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
            assertThat(desk("online")).isEqualTo("0 false");
            assertThat(desk("connections")).isEmpty();
            assertThat(desk("ended")).contains(PRESENCE + " " + code, LATCH + " " + code);
        }
    }

    @Test
    void aUsersConnectionsShowHubTransportAndUserAgent() {
        try (WireClient presence = server.opening(PRESENCE, bert)
                        .header("User-Agent", "Browser/1.0 " + "x".repeat(500))
                        .connect();
                WireClient latch = server.opening(LATCH, bert)
                        .header("X-SignalR-User-Agent", "Microsoft SignalR/8.0")
                        .connect()) {
            presence.awaitEvent("GetOnlineUsers");
            latch.expectAlive();
            assertThat(desk("connections").split("\n"))
                    .containsExactlyInAnyOrder(
                            PRESENCE + " WebSockets Browser/1.0 " + "x".repeat(256 - "Browser/1.0 ".length()),
                            LATCH + " WebSockets Microsoft SignalR/8.0");
        }
    }

    private static void expectClose(WireClient client, String sentence, boolean mayReconnect) {
        JsonObject close = client.await(record -> record.getInt("type") == 7);
        assertThat(close.getString("error")).isEqualTo(sentence);
        assertThat(close.getBoolean("allowReconnect", false)).isEqualTo(mayReconnect);
        client.expectClose(1000);
    }

    private String desk(String what) {
        return desk(what, "");
    }

    private String desk(String what, String more) {
        return server.post("/desk/" + what + "?user=" + bert + more).send().body();
    }
}
