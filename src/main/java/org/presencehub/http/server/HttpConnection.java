package org.presencehub.http.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.util.Optional;

/**
 * What is below one request: the HTTP/1.1 connection, or the stream of an HTTP/2 one. For what Jakarta Servlet does not tell: while a response is
 * held, no server looks at its connection. Thread-safe.
 *
 * <p>It is reached by name, since no class of a server may be needed on another.
 */
public interface HttpConnection {
    /** {@return the connection of this request, or empty on an unknown server or for another protocol} */
    static Optional<HttpConnection> of(ServletRequest request) {
        ServletRequest innermost = innermost(request);
        return UndertowConnection.of(innermost)
                .or(() -> UndertowStream.of(innermost))
                .or(() -> GrizzlyStream.of(innermost))
                .or(() -> GrizzlyConnection.of(innermost));
    }

    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    /**
     * {@return whether the client has sent this request before it had the answer to the one before, and its server must not serve more of that kind}
     *
     * <p>To be asked on the thread that begins to serve it.
     */
    static boolean isSentAhead(ServletRequest request) {
        return GrizzlyConnection.isSentAhead(innermost(request));
    }

    /** {@return whether the client has closed or reset it} To be asked while a response is held, and the request's body was read. */
    boolean isAbandoned();

    /** Has the body limited by its reader alone, and little kept of what comes between its data. To be called before it is read. */
    default void claimBody() {}

    /**
     * Has the server keep nothing of the request's cookies but the header, out of which it takes them again when somebody asks. To be called on the
     * thread that serves the request.
     */
    default void forgetCookies() {}

    /**
     * Has what has come of the request's body handed over to it, where a server keeps that back until it is asked. To be called when nobody was told
     * to wait for more of it.
     *
     * @throws IOException if the rest will not come
     */
    default void handOver() throws IOException {}

    /** Runs what writes to a response of this connection, or completes it, on the thread on which its server takes that best. */
    default void speak(Runnable task) {
        task.run();
    }

    /** Completes a request of this connection. */
    default void complete(AsyncContext request) {
        request.complete();
    }

    /** Waits for nothing more of the request. To be called when the answer has left, before the request is completed. */
    default void leaveRest() {
        close();
    }

    /** Closes it, whatever is under way there: of an HTTP/2 connection this one stream, which holds nothing any more. */
    void close();
}
