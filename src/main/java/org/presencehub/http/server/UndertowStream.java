package org.presencehub.http.server;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * The stream of an HTTP/2 connection below a request of Undertow 2.3. Thread-safe.
 *
 * <p>A response that is completed while its client takes nothing stays in Undertow's queue as long as the connection, and one whose request's body
 * is unread waits on a thread for the rest. Both end with the stream.
 */
final class UndertowStream implements HttpConnection {
    private static final int CANCEL = 8; // RFC 9113, 7

    private final UndertowThread thread;
    private final Object source;
    private final Object sink;

    private UndertowStream(UndertowThread thread, Object source, Object sink) {
        this.thread = thread;
        this.source = source;
        this.sink = sink;
    }

    /** {@return the stream of this request, or empty on another server or for another protocol} */
    static Optional<HttpConnection> of(ServletRequest request) {
        try {
            Object connection = ByName.call(ByName.call(request, "getExchange"), "getConnection");
            if (!connection.getClass().getSimpleName().equals("Http2ServerConnection")) {
                return Optional.empty();
            }
            return Optional.of(new UndertowStream(
                    UndertowThread.of(connection),
                    ByName.part(connection, "requestChannel"),
                    ByName.part(connection, "responseChannel")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Undertow reads what comes on the connection, and tells of its end by the stream's. */
    @Override
    public boolean isAbandoned() {
        return false;
    }

    /** The stream stays until the answer's end has left; what comes for it is refused. A reset could overtake the answer. */
    @Override
    public void leaveRest() {
        try {
            source.getClass().getMethod("setIgnoreForceClose", boolean.class).invoke(source, true);
            ByName.call(source, "close");
        } catch (ReflectiveOperationException e) {
            HttpLog.requestFailed(e);
            close();
        }
    }

    @Override
    public void speak(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void close() {
        thread.execute(this::closeHere);
    }

    private void closeHere() {
        try {
            Object connection = ByName.call(sink, "getChannel");
            int id = (int) ByName.call(sink, "getStreamId");
            connection
                    .getClass()
                    .getMethod("sendRstStream", int.class, int.class)
                    .invoke(connection, id, CANCEL);
        } catch (ReflectiveOperationException e) {
            HttpLog.requestFailed(e);
        }
    }
}
