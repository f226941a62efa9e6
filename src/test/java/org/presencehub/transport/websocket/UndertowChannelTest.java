package org.presencehub.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.IoThread;

/** With stand-ins that have the names of Undertow's. */
class UndertowChannelTest {
    private final List<String> events = new ArrayList<>();
    private final IoThread thread = new IoThread();

    /** A session that has a channel, too. */
    public interface UndertowSession extends Session {
        Channel getWebSocketChannel();
    }

    public static final class Channel {
        private final List<String> events;
        private final IoThread thread;

        Channel(List<String> events, IoThread thread) {
            this.events = events;
            this.thread = thread;
        }

        public IoThread getIoThread() {
            return thread;
        }

        public void suspendReceives() {
            events.add("suspended");
        }

        public void resumeReceives() {
            events.add("resumed");
        }
    }

    private UndertowChannel channel() {
        Channel below = new Channel(events, thread);
        Session session = (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UndertowSession.class},
                (proxy, called, arguments) -> below);
        return UndertowChannel.of(session).orElseThrow();
    }

    @AfterEach
    void letNobodyWait() {
        thread.runDelayed();
    }

    @Test
    void whoLetsOthersReadGoesOnInItsTurn() {
        channel().letOthersRead();
        channel().letOthersRead();
        assertThat(events).containsExactly("suspended", "suspended");
        assertThat(thread.delays()).containsExactly(1L, 2L);

        thread.runDelayed();

        assertThat(events).containsExactly("suspended", "suspended", "resumed", "resumed");
    }
}
