package org.presencehub.http.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The connection below a request of Payara 6: of HTTP/1.1, or of HTTP/2 where {@link GrizzlyStream} does not know the names. Thread-safe.
 *
 * <p>Grizzly reads nothing while a response is held: that the client has left, nobody would know before two writes, the first of which is lost.
 */
final class GrizzlyConnection implements HttpConnection {
    private static final String CATALINA = "org.apache.catalina.";
    private static final String CONTEXT = "org.glassfish.grizzly.filterchain.FilterChainContext";

    private final Object connection;
    private final SocketChannel channel;
    private final boolean shared; // by the streams of an HTTP/2 session

    @GuardedBy("this")
    private boolean watching; // until its next request comes, which is not for us to read

    private GrizzlyConnection(Object connection, SocketChannel channel, boolean shared, boolean watching) {
        this.connection = connection;
        this.channel = channel;
        this.shared = shared;
        this.watching = watching;
    }

    /** {@return the connection of this request, or empty on another server} */
    static Optional<HttpConnection> of(ServletRequest request) {
        try {
            Object catalinas = ByName.call(request, "getUnwrappedCoyoteRequest");
            Object connection = ByName.call(ByName.call(catalinas, "getCoyoteRequest"), "getConnection");
            boolean shared = !request.getProtocol().startsWith("HTTP/1.");
            return ByName.call(connection, "getChannel") instanceof SocketChannel channel
                    ? Optional.of(new GrizzlyConnection(connection, channel, shared, !shared && !request.isSecure()))
                    : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Grizzly goes on with the next request where the one before is completed, inside of that. Such requests with bodies were seen answered
     * to another client that does the same, and hundreds of threads may be busy for clients that are gone. So a socket is closed behind the
     * answer to the first of these (RFC 9112, 9.3.2: clients have to expect that).
     */
    static boolean isSentAhead(ServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1.")
                && request.getClass().getName().startsWith(CATALINA)
                && StackWalker.getInstance().walk(frames -> frames.anyMatch(GrizzlyConnection::goesOn));
    }

    private static boolean goesOn(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals("resume") && frame.getClassName().equals(CONTEXT);
    }

    @Override
    public synchronized boolean isAbandoned() {
        if (!watching) {
            return false;
        }
        try {
            watching = channel.socket().getInputStream().available() == 0;
            return watching && channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** On another thread: Payara tells CDI of the end there and then, and another request that this thread serves would lose its contexts. */
    @Override
    public void complete(AsyncContext request) {
        GrizzlyCompletions.complete(request);
    }

    /** Of a stream Grizzly leaves the rest by itself; to close the connection would end all others of the session. */
    @Override
    public void leaveRest() {
        if (!shared) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            ByName.call(connection, "terminateSilently");
        } catch (ReflectiveOperationException e) {
            HttpLog.requestFailed(e);
        }
    }
}
