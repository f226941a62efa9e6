package org.presencehub.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.identity.Caller;
import org.presencehub.transport.EchoRoute;
import org.presencehub.transport.options.PollTimeouts;

/** Who is polled, and for how long behind its end. */
class PolledConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EchoRoute route = new EchoRoute(Set.of(HubTransport.LONG_POLLING));
    private final AtomicLong time = new AtomicLong();
    private final Counted byToken = new Counted();
    private final PolledConnections polled = new PolledConnections(PATIENCE, time::get, byToken);
    private final List<Connection> connections = new ArrayList<>();

    /** Counts who looks through all of it. */
    private static final class Counted extends ConcurrentHashMap<String, PolledConnections.Polled> {
        private static final long serialVersionUID = 1;

        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public Collection<PolledConnections.Polled> values() {
            looks.incrementAndGet();
            return super.values();
        }

        @Override
        public Set<Map.Entry<String, PolledConnections.Polled>> entrySet() {
            looks.incrementAndGet();
            return super.entrySet();
        }
    }

    private Connection connect() {
        String user = "user " + connections.size();
        Connection connection =
                route.connections().open(new Caller(() -> user, Set.of())).orElseThrow();
        polled.add(connection, new LongPollingTransport(PollTimeouts.DEFAULTS, gone -> {}));
        connection.onEnd(reason -> polled.ended(connection));
        connections.add(connection);
        return connection;
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
        polled.tick();
    }

    @Test
    void whoeverEndsIsKnownForOneMorePollAndForgottenWithoutAnybodyElse() {
        Connection anna = connect();
        assertThat(polled.find("/hub", anna.token())).contains(anna);
        anna.end(DisconnectReason.KICKED);
        pass(PATIENCE);
        assertThat(polled.find("/hub", anna.token())).contains(anna);
        pass(Duration.ofNanos(1));
        assertThat(polled.find("/hub", anna.token())).isEmpty();
    }

    @Test
    void nobodyIsFoundAtAnotherHub() {
        assertThat(polled.find("/other", connect().token())).isEmpty();
    }

    @Test
    void whoeverLastsStays() {
        Connection anna = connect();
        pass(Duration.ofDays(1));
        assertThat(polled.find("/hub", anna.token())).contains(anna);
    }

    @Test
    void thousandsThatEndTogetherAreNotLookedThroughForEachOfThem() {
        for (int i = 0; i < 5_000; i++) {
            connect();
        }
        connections.forEach(connection -> {
            connection.end(DisconnectReason.LOST);
            time.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        });
        polled.tick();
        assertThat(byToken.size()).isEqualTo(5_000);
        pass(PATIENCE);
        assertThat(byToken.looks).hasValue(0);
        assertThat(byToken.size()).isZero();
    }
}
