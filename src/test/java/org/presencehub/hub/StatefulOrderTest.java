package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.OnDisconnected;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Ticking;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.Records;
import org.presencehub.testing.WrittenAtOnce;

/** What numbered messages keep to while a call runs. */
@EnableWeld
class StatefulOrderTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Dock.class, Crane.class).build();

    private final List<String> sent = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    static class Crane {
        private final CompletableFuture<@Nullable Void> lifted = new CompletableFuture<>();
        private final List<String> log = new CopyOnWriteArrayList<>();

        CompletableFuture<@Nullable Void> lifted() {
            return lifted;
        }

        List<String> log() {
            return log;
        }
    }

    @Hub(value = "/dock", statefulReconnect = true)
    static class Dock {
        @Inject
        Crane crane;

        public void lift() {
            crane.log().add("lifting");
            crane.lifted().join();
        }

        public void note(String text) {
            crane.log().add(text);
        }

        @OnDisconnected
        public void left(DisconnectReason reason) {
            crane.log().add("left as " + reason);
        }
    }

    @Test
    void whatWaitsForItsTurnIsNotAcknowledged() {
        Connection connection = lifting();
        connection.received(Records.bytes(Records.event("note", "\"waits\"")));

        Ticking.tick(connection, System.nanoTime());
        assertThat(sent).last().asString().contains("{\"type\":8,\"sequenceId\":1}");
        crane().lifted().complete(null);
        await().until(() -> crane().log().contains("waits"));
        Ticking.tick(connection, System.nanoTime());

        assertThat(sent).last().asString().contains("{\"type\":8,\"sequenceId\":2}");
    }

    @Test
    void aNumberThatCannotBeHasItsTurn() {
        Connection connection = lifting();

        connection.received(Records.bytes(Records.event("note", "\"before\""), "{\"type\":9,\"sequenceId\":999}"));
        assertThat(connection.isOpen()).isTrue();
        crane().lifted().complete(null);

        await().until(() -> crane().log().size() == 3);
        assertThat(crane().log()).containsExactly("lifting", "before", "left as BROKEN_PROTOCOL");
    }

    private Connection lifting() {
        Connection connection = HubContainer.route(weld, "/dock")
                .connections()
                .open(new Caller(() -> "anna", Set.of()))
                .orElseThrow();
        connection.offerResume();
        assertThat(connection.reserve()).isTrue();
        assertThat(connection.attach(new WrittenAtOnce(sent::add))).isTrue();
        connection.received(Records.bytes("{\"protocol\":\"json\",\"version\":2}", Records.event("lift")));
        await().until(() -> crane().log().contains("lifting"));
        return connection;
    }

    private Crane crane() {
        return weld.select(Crane.class).get();
    }
}
