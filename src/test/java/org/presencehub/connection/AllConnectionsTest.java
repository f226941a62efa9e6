package org.presencehub.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.presencehub.HubTransport;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.identity.Access;
import org.presencehub.identity.Caller;
import org.presencehub.lifecycle.Spared;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.InMemoryTransport;
import org.presencehub.testing.UngatedRefreshes;
import org.presencehub.work.lateness.Lateness;

class AllConnectionsTest {
    private static final Lateness PUNCTUAL = new Lateness(List::of, System::nanoTime);

    private final AtomicLong clock = new AtomicLong();
    private final RecordingHandler handler = new RecordingHandler();
    private final Connections connections = new Connections(
            "/hub",
            List.of(),
            ConnectionOptions.DEFAULTS,
            new MemoryBudget(Long.MAX_VALUE, Runnable::run),
            new SharedQuota(3),
            opened -> handler,
            Delimiters.SEMICOLON,
            clock::get);

    @Test
    void aRouteThatFailsDoesNotStopIt() {
        attach();
        AllConnections all = new AllConnections(
                List.of(new Broken(), new Route(connections), new Broken()),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                PUNCTUAL);

        all.tick();
        all.tick();

        assertThat(handler.events()).containsExactly("opened", "tick", "tick");
    }

    @Test
    void whatTheServerKeptWaitingIsNotTheClients() {
        Connection waiting = connections.open(Caller.ANONYMOUS).orElseThrow();
        AllConnections all = new AllConnections(
                List.of(new Route(connections)),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                new Lateness(List::of, clock::get));
        long hour = Duration.ofHours(1).toNanos();

        clock.addAndGet(hour); // the process stood still
        all.tick();
        assertThat(waiting.hasEnded()).isFalse();

        for (int seconds = 0; seconds < 20; seconds++) {
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            all.tick();
        }
        assertThat(waiting.hasEnded()).isTrue();
    }

    @Test
    void aDrainLeavesAloneWhoMayStayUntilTheEnd() {
        attach();
        AllConnections all = new AllConnections(
                List.of(new Route(connections) {
                    @Override
                    public boolean whileDraining() {
                        return true;
                    }
                }),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                PUNCTUAL);

        all.refuse(false);
        assertThat(all.left()).isZero();
        assertThat(all.sendAway(10, Spared.NOBODY)).isZero();
        assertThat(connections.isRefusing()).isFalse();

        all.refuse(true);
        assertThat(all.left()).isEqualTo(1);
        assertThat(connections.isRefusing()).isTrue();
        assertThat(all.sendAway(10, Spared.NOBODY)).isEqualTo(1);
        assertThat(handler.events()).containsExactly("opened", "ended DRAINING");
    }

    @Test
    void whoIsLeftIsCutOff() {
        attach();
        AllConnections all = new AllConnections(
                List.of(new Route(connections)), new MemoryBudget(Long.MAX_VALUE, Runnable::run), PUNCTUAL);

        all.cutOff();

        assertThat(all.left()).isZero();
        assertThat(handler.events()).containsExactly("opened", "ended DRAINING");
    }

    private void attach() {
        Connection connection = connections.open(Caller.ANONYMOUS).orElseThrow();
        connection.reserve();
        connection.attach(new InMemoryTransport(new FakeNetwork()));
    }

    private static class Broken implements HubRoute {
        @Override
        public String path() {
            return "/broken";
        }

        @Override
        public Access access() {
            return new Access.Open();
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }

        @Override
        public Set<HubTransport> transports() {
            return Set.of();
        }

        @Override
        public boolean statefulReconnect() {
            return false;
        }

        @Override
        public TokenRefreshes refreshes() {
            return new UngatedRefreshes(false);
        }

        @Override
        public Connections connections() {
            throw new IllegalStateException("broken");
        }
    }

    private static class Route extends Broken {
        private final Connections connections;

        Route(Connections connections) {
            this.connections = connections;
        }

        @Override
        public Connections connections() {
            return connections;
        }
    }
}
