package org.presencehub.transport.websocket;

import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.presencehub.http.server.ByName;
import org.presencehub.http.server.UndertowThread;
import org.presencehub.transport.entry.TransportLog;

/**
 * The socket below a session of Undertow 2.3, for where {@code Session.close} does not get rid of it. Thread-safe.
 *
 * <p>The channel is reached by name, since no class of a server may be needed on another: Tyrus has neither of the two faults.
 */
final class UndertowChannel implements Closeable {
    private final Session session;
    private final Object channel;

    private UndertowChannel(Session session, Object channel) {
        this.session = session;
        this.channel = channel;
    }

    /** {@return the socket of this session, or empty on another server} */
    static Optional<UndertowChannel> of(Session session) {
        try {
            return Optional.of(new UndertowChannel(session, ByName.call(session, "getWebSocketChannel")));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Closes the socket at once: Undertow queues its Close frame behind a write that is stuck, and Jakarta WebSocket has no harder way. */
    @Override
    public void close() throws IOException {
        if (channel instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /**
     * Reads on in its turn, of all that have brought much at once one each millisecond.
     *
     * <p>Undertow makes a task of what is left of its buffer behind each frame, and XNIO looks at no other socket of the thread while there are
     * tasks: a thousand sockets full of small frames would keep everybody else waiting for seconds.
     */
    void letOthersRead() {
        try {
            UndertowThread thread = UndertowThread.of(channel);
            ByName.call(channel, "suspendReceives");
            thread.executeInTurn(this::readOn);
        } catch (ReflectiveOperationException e) { // of another version
            TransportLog.socketFailed(e);
        }
    }

    private void readOn() {
        try {
            ByName.call(channel, "resumeReceives");
        } catch (ReflectiveOperationException e) {
            TransportLog.socketFailed(e);
        }
    }

    boolean isOpen() {
        return seems("isOpen");
    }

    /**
     * Has Undertow keep no session whose socket is closed. To be called when the session was closed.
     *
     * <p>Where a client resets its socket while that is upgraded, Undertow closes the session before it counts it among the open ones, and so keeps
     * it for ever.
     */
    void forgetSession() {
        if (isOpen()) {
            return;
        }
        try {
            Object sessions = ByName.part(session, "openSessions");
            sessions.getClass().getMethod("removeOpenSession", Session.class).invoke(sessions, session);
        } catch (ReflectiveOperationException e) { // of another version
            TransportLog.socketFailed(e);
        }
    }

    /** {@return whether the client has sent a Close frame} */
    boolean hasHeardClose() {
        return seems("isCloseFrameReceived");
    }

    private boolean seems(String state) {
        try {
            return is(state);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /**
     * Answers the client's Close frame, if nobody does. To be called when the session was closed.
     *
     * <p>Where such a frame comes while {@code Session.close} runs, that leaves the answer to whoever reads the frame, who takes it for given
     * since the session is closed. Whoever reads has done so when its thread comes to this.
     */
    void answerClose() {
        try {
            Executor reader = (Executor) ByName.call(channel, "getIoThread");
            reader.execute(this::answer);
        } catch (ReflectiveOperationException | RejectedExecutionException e) { // it is closed in a while, unanswered
            TransportLog.socketFailed(e);
        }
    }

    private void answer() {
        try {
            if (is("isCloseFrameReceived") && !is("isCloseFrameSent")) {
                ByName.call(channel, "sendClose");
            }
        } catch (ReflectiveOperationException e) {
            TransportLog.socketFailed(e);
        }
    }

    private boolean is(String state) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(ByName.call(channel, state));
    }
}
