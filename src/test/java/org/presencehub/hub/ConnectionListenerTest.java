package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.UserConnections;
import org.presencehub.connection.Connection;
import org.presencehub.connection.ConnectionListener;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Any bean may hear of the lives of connections. */
@EnableWeld
class ConnectionListenerTest {
    @WeldSetup
    WeldInitiator weld = HubContainer.with(Echo.class, Counter.class).build();

    @Hub("/echo")
    static class Echo {
        public String say(String text) {
            return text;
        }
    }

    @Singleton
    static class Counter implements ConnectionListener {
        final AtomicInteger received = new AtomicInteger();
        final AtomicInteger sent = new AtomicInteger();
        final List<String> lives = new CopyOnWriteArrayList<>();

        @Override
        public void opened(Connection connection) {
            lives.add("opened " + connection.hub() + " for " + connection.user());
        }

        @Override
        public void received(Connection connection, int bytes) {
            received.addAndGet(bytes);
        }

        @Override
        public void sent(Connection connection, int bytes) {
            sent.addAndGet(bytes);
        }

        @Override
        public void ended(Connection connection, DisconnectReason reason) {
            lives.add("ended as " + reason);
        }
    }

    @Test
    void aBeanHearsOfALifeBesideRecentEnds() {
        InMemoryClient anna = InMemoryClient.of("anna", weld, "/echo");
        Counter counter = weld.select(Counter.class).get();
        int before = counter.received.get();
        String call = Records.call("1", "say", "\"hello\"");
        anna.send(call);
        String answer = anna.next();

        assertThat(counter.received.get() - before).isEqualTo(Records.bytes(call).length);
        await().untilAtomic(
                        counter.sent,
                        equalTo(Records.bytes("{}", answer).length)); // the client may have it before we know
        anna.vanish();
        assertThat(counter.lives).containsExactly("opened /echo for anna", "ended as LOST");
        assertThat(weld.select(UserConnections.class).get().recentlyEnded()).hasSize(1);
    }
}
