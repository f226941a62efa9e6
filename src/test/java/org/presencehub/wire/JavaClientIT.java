package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import com.google.gson.JsonObject;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** The official Java client, unmodified. */
@WireTest
final class JavaClientIT {
    private final ServerUnderTest server;
    private final String anna = unique("anna");
    private final String bert = unique("bert");
    private final List<HubConnection> open = new ArrayList<>();

    JavaClientIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void stop() {
        open.forEach(connection -> connection.stop().blockingAwait());
    }

    @Test
    void twoUsersSeeEachOtherComeAndGo() {
        Queue<String> news = new ConcurrentLinkedQueue<>();
        HubConnection first = connection(PRESENCE, anna);
        first.on("UserIsOnline", user -> news.add("+" + user), String.class);
        first.on("UserIsOffline", user -> news.add("-" + user), String.class);
        first.on("GetOnlineUsers", users -> news.addAll(Arrays.asList(users)), String[].class);
        first.start().blockingAwait();
        await().until(() -> news.contains(anna));

        HubConnection second = connection(PRESENCE, bert);
        second.start().blockingAwait();
        await().until(() -> news.contains("+" + bert) && news.contains(bert));

        second.stop().blockingAwait();
        await().until(() -> news.contains("-" + bert));
    }

    @Test
    void aUnicastReachesTheUser() {
        Queue<JsonObject> received = new ConcurrentLinkedQueue<>();
        HubConnection sender = connection(LATCH, anna);
        HubConnection receiver = connection(LATCH, bert);
        receiver.on("Dashboard_Progress", received::add, JsonObject.class);
        sender.start().blockingAwait();
        receiver.start().blockingAwait();
        receiver.invoke("RegisterUser", bert).blockingAwait();

        sender.invoke("UnicastAsync", bert, "Dashboard", "Progress", Map.of("percent", 50))
                .blockingAwait();

        await().untilAsserted(() -> assertThat(received).hasSize(1));
        assertThat(received.element().get("percent").getAsInt()).isEqualTo(50);
    }

    @Test
    @Tag("ours")
    void theListIsAnsweredWhenAsked() {
        HubConnection connection = connection(PRESENCE, anna);
        connection.start().blockingAwait();

        assertThat(connection.invoke(String[].class, "GetOnlineUsers").blockingGet())
                .contains(anna);
    }

    @Test
    void anUnknownMethodIsAnErrorOfItsCallOnly() {
        HubConnection connection = connection(LATCH, anna);
        connection.start().blockingAwait();

        assertThatThrownBy(() -> connection.invoke("NoSuchMethod").blockingAwait())
                .hasMessageContaining("HubException: Method does not exist.");
        assertThat(connection.getConnectionState()).isEqualTo(HubConnectionState.CONNECTED);
    }

    @Test
    void theClientKnowsItsPublicId() {
        Queue<String> registered = new ConcurrentLinkedQueue<>();
        HubConnection connection = connection(LATCH, anna);
        connection.on("Registered", registered::add, String.class);
        connection.start().blockingAwait();
        connection.invoke("RegisterUser", anna).blockingAwait();

        await().untilAsserted(() -> assertThat(registered).containsExactly(connection.getConnectionId()));
    }

    @Test
    void overLongPollingCallsAreAnsweredEventsArriveAndStoppingTakesNoTime() {
        Queue<String> registered = new ConcurrentLinkedQueue<>();
        HubConnection connection = HubConnectionBuilder.create(url(LATCH))
                .withTransport(TransportEnum.LONG_POLLING)
                .withAccessTokenProvider(Single.just(server.token(anna)))
                .build();
        connection.on("Registered", registered::add, String.class);
        connection.start().blockingAwait();
        connection.invoke("RegisterUser", anna).blockingAwait();
        await().untilAsserted(() -> assertThat(registered).containsExactly(connection.getConnectionId()));

        assertThat(connection.stop().blockingAwait(5, TimeUnit.SECONDS)).isTrue();
        assertThat(connection.getConnectionState()).isEqualTo(HubConnectionState.DISCONNECTED);
    }

    @Test
    void withoutTokenTheClientIsRefused() {
        HubConnection connection = HubConnectionBuilder.create(
                        server.url().resolve(PRESENCE).toString())
                .build();

        assertThatThrownBy(() -> connection.start().blockingAwait()).hasMessageContaining("401");
    }

    private HubConnection connection(String hub, String user) {
        HubConnection connection = HubConnectionBuilder.create(url(hub))
                .withAccessTokenProvider(Single.just(server.token(user)))
                .build();
        open.add(connection);
        return connection;
    }

    private String url(String hub) {
        return server.url().toString().replaceAll("/$", "") + hub;
    }
}
