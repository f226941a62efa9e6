package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.transport.FakeSession;

/** On a server whose sockets cannot be reached. */
class OpenSocketsTest {
    private final HandCrankedExecutor closings = new HandCrankedExecutor();
    private final OpenSockets sockets = new OpenSockets(closings);
    private final FakeNetwork network = new FakeNetwork();
    private final GuardedSession session =
            new GuardedSession(new FakeSession(network, FakeSession.Habit.PROPER).session());

    @Test
    void whatIsLeftAtTheEndIsClosedByAThreadThatMayWait() {
        sockets.opened(session);
        sockets.refuse(true);
        assertThat(sockets.left()).isEqualTo(1);

        sockets.cutOff();
        assertThat(network.closes()).isZero();
        closings.run();
        assertThat(network.closes()).isEqualTo(1);

        sockets.closed(session);
        assertThat(sockets.left()).isZero();
    }
}
