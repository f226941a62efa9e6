package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientProxy;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Ticking;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.hub.options.CallOptions;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.hub.options.HubTimeouts;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.Records;
import org.presencehub.testing.WrittenAtOnce;

/** What time does to a connection that waits for its client to come again. */
@EnableWeld
class ParkedTest {
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private static final HubOptions IMPATIENT = HubOptions.DEFAULTS
            .withTimeouts(HubTimeouts.DEFAULTS
                    .withKeepAliveInterval(SILENCE.dividedBy(2))
                    .withClient(SILENCE))
            .withCalls(CallOptions.DEFAULTS.withClientResultTimeout(ANSWER));

    @WeldSetup
    WeldInitiator weld =
            HubContainer.with(IMPATIENT, Harbour.class, Office.class).build();

    @Hub(value = "/harbour", statefulReconnect = true)
    static class Harbour {}

    @ApplicationScoped
    static class Office {
        @Inject
        HubContext<Harbour> harbour;

        CompletableFuture<String> ask(String id) {
            ClientProxy whom = harbour.clients().client(id);
            return whom.invoke(String.class, "answer").toCompletableFuture();
        }
    }

    private Connection parked() {
        Connection connection = HubContainer.route(weld, "/harbour")
                .connections()
                .open(new Caller(() -> "anna", Set.of()))
                .orElseThrow();
        connection.offerResume();
        Transport line = new WrittenAtOnce(text -> {});
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(line)).isTrue();
        connection.received(Records.bytes("{\"protocol\":\"json\",\"version\":2}"));
        connection.transportLost(line);
        assertThat(connection.transport()).isNull();
        return connection;
    }

    @Test
    void whoIsAskedHasNoMoreTimeToAnswerAndMayBeSilentLonger() {
        Connection connection = parked();
        CompletableFuture<String> answer = weld.select(Office.class).get().ask(connection.id());

        Ticking.tick(connection, System.nanoTime() + SILENCE.multipliedBy(2).toNanos());

        assertThat(failure(answer)).isInstanceOf(TimeoutException.class);
        assertThat(connection.isOpen()).isTrue();
    }

    private static @Nullable Throwable failure(CompletableFuture<?> answer) {
        return answer.handle((value, cause) -> cause)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
