package org.presencehub.transport.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket session that nobody uses once its end was told. Thread-safe.
 *
 * <p>Tyrus writes to the response of the opening handshake, and Payara hands that to another request as soon as the WebSocket has ended. What
 * somebody writes at that moment would go to another client.
 */
final class GuardedSession {
    private static final long PATIENCE_SECONDS = 1;

    private final Session session;
    private final Optional<UndertowChannel> undertow;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean ended;

    GuardedSession(Session session) {
        this.session = session;
        undertow = UndertowChannel.of(session);
    }

    /** What somebody does with a session. */
    @FunctionalInterface
    interface Use {
        void of(Session session) throws IOException;
    }

    /** Uses the session, unless its end was told. That is not told meanwhile, except on Undertow, which needs no guard and may block here. */
    void use(Use use) throws IOException {
        if (undertow.isPresent()) {
            use.of(session);
            return;
        }
        inUse.lock();
        try {
            if (ended) {
                throw new IOException("The WebSocket has ended.");
            }
            use.of(session);
        } finally {
            inUse.unlock();
        }
    }

    /**
     * To be told by the container's thread, before that ends the WebSocket. Waits for whoever uses the session, but not for ever: the container may
     * keep a lock that that one needs.
     */
    void end() {
        ended = true;
        if (undertow.isPresent()) {
            return;
        }
        try {
            if (inUse.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                inUse.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /** {@return the channel below, or empty on another server than Undertow} */
    Optional<UndertowChannel> undertow() {
        return undertow;
    }

    Optional<UndertowText> undertowText() {
        return UndertowText.of(session);
    }
}
