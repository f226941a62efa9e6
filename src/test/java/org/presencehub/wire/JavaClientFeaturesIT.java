package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.unique;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubConnectionState;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** The official Java client, unmodified, does all it can over each of its transports. */
@WireTest
final class JavaClientFeaturesIT {
    private static final String HUB = "/conformance";
    private static final int MOST_STREAMS = 100;

    private final ServerUnderTest server;
    private final String anna = unique("anna");
    private final String bert = unique("bert");
    private final List<HubConnection> open = new ArrayList<>();

    JavaClientFeaturesIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void stop() {
        open.forEach(connection -> connection.stop().blockingAwait());
    }

    @EachTransport
    void callsAreAnswered(TransportEnum transport) {
        HubConnection connection = started(transport, anna);

        assertThat(connection.invoke(String.class, "Concat", "a", 7).blockingGet())
                .isEqualTo("a7");
        Map<?, ?> echo =
                connection.invoke(Map.class, "Echo", Map.of("text", "é")).blockingGet();
        assertThat(echo).isEqualTo(Map.of("text", "é"));
        assertThat(connection.invoke(String.class, "WhoAmI").blockingGet()).isEqualTo(anna);
        assertThat(connection.invoke(String.class, "MyConnectionId").blockingGet())
                .isEqualTo(connection.getConnectionId());
        connection.invoke("Nothing").blockingAwait();
    }

    @EachTransport
    void anErrorIsOneOfItsCallOnly(TransportEnum transport) {
        HubConnection connection = started(transport, anna);

        assertThatThrownBy(() -> connection.invoke("ThrowHub", "on purpose").blockingAwait())
                .hasMessage("An unexpected error occurred invoking 'ThrowHub' on the server. HubException: on purpose");
        assertThat(connection.getConnectionState()).isEqualTo(HubConnectionState.CONNECTED);
    }

    @EachTransport
    void aStreamArrivesInOrderAndEnds(TransportEnum transport) {
        HubConnection connection = started(transport, anna);

        assertThat(connection.stream(Integer.class, "Counter", 100, 0).toList().blockingGet())
                .isEqualTo(Observable.range(0, 100).toList().blockingGet());
    }

    @EachTransport
    void aStreamThatFailsTellsItsItemsAndItsError(TransportEnum transport) {
        HubConnection connection = started(transport, anna);
        Queue<Integer> items = new ConcurrentLinkedQueue<>();

        assertThatThrownBy(() -> connection.stream(Integer.class, "FailingStream")
                        .doOnNext(items::add)
                        .blockingSubscribe())
                .hasMessageContaining(
                        "An error occurred on the server while streaming results. HubException: stream broke");
        assertThat(items).containsExactly(1);
    }

    /** One that is not cancelled takes one of the places that a connection has for streams. */
    @EachTransport
    void aStreamCanBeCancelled(TransportEnum transport) {
        HubConnection connection = started(transport, anna);
        for (int i = 0; i <= MOST_STREAMS; i++) {
            assertThat(connection.stream(Integer.class, "Counter", 1_000_000, 5).blockingFirst())
                    .isEqualTo(0);
        }

        assertThat(connection.invoke(String.class, "Echo", "alive").blockingGet())
                .isEqualTo("alive");
    }

    /** Over WebSockets only: over long polling the client posts items at the same time, and they overtake each other. */
    @Test
    void anUploadIsHeardToItsEnd() {
        HubConnection connection = started(TransportEnum.WEBSOCKETS, anna);

        assertThat(connection
                        .invoke(Integer.class, "Sum", Observable.range(1, 30))
                        .blockingGet())
                .isEqualTo(465);
        assertThat(connection.stream(String.class, "EchoStream", Observable.just("a", "b", "c"))
                        .toList()
                        .blockingGet())
                .containsExactly("a", "b", "c");
    }

    /** Over WebSockets only, as well: the end of the stream may overtake the call that it is for. */
    @Test
    void anUploadThatFailsIsAnErrorOfItsCall() {
        HubConnection connection = started(TransportEnum.WEBSOCKETS, anna);
        Observable<Integer> failing =
                Observable.just(1).concatWith(Observable.error(new IllegalStateException("gave up")));

        assertThatThrownBy(
                        () -> connection.invoke(Integer.class, "Sum", failing).blockingGet())
                .hasMessageContaining("gave up");
    }

    @EachTransport
    void theServerIsAnswered(TransportEnum transport) {
        HubConnection connection = connection(transport, anna);
        connection.onWithResult("Answer", question -> Single.just(question + " answered"), String.class);
        connection.start().blockingAwait();

        assertThat(connection.invoke(String.class, "AskMe", "question").blockingGet())
                .isEqualTo("question answered");
    }

    @EachTransport
    void aClientWithoutAnAnswerFailsTheQuestion(TransportEnum transport) {
        HubConnection connection = connection(transport, anna);
        connection.on("Answer", question -> {}, String.class);
        connection.start().blockingAwait();

        assertThatThrownBy(() ->
                        connection.invoke(String.class, "AskMe", "question").blockingGet())
                .hasMessageContaining("HubException: Client did not provide a result.");
    }

    @EachTransport
    void aGroupIsHeardUntilItIsLeft(TransportEnum transport) {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        HubConnection member = connection(transport, anna);
        member.on("Message", heard::add, String.class);
        member.start().blockingAwait();
        HubConnection other = started(transport, bert);
        String group = unique("group");

        member.invoke("Join", group).blockingAwait();
        other.invoke("ToGroup", group, "inside").blockingAwait();
        member.invoke("Leave", group).blockingAwait();
        other.invoke("ToGroup", group, "outside").blockingAwait();
        other.invoke("ToUser", anna, "last").blockingAwait();

        await().until(() -> heard.contains("last"));
        assertThat(heard).containsSubsequence("inside", "last").doesNotContain("outside");
    }

    private HubConnection started(TransportEnum transport, String user) {
        HubConnection connection = connection(transport, user);
        connection.start().blockingAwait();
        return connection;
    }

    private HubConnection connection(TransportEnum transport, String user) {
        HubConnection connection = HubConnectionBuilder.create(
                        server.url().resolve(HUB).toString())
                .withTransport(transport)
                .withAccessTokenProvider(Single.just(server.token(user)))
                .build();
        open.add(connection);
        return connection;
    }

    /** A test that is run over each transport of the client. */
    @ParameterizedTest
    @EnumSource(
            value = TransportEnum.class,
            names = {"WEBSOCKETS", "LONG_POLLING"})
    @Retention(RetentionPolicy.RUNTIME)
    private @interface EachTransport {}
}
