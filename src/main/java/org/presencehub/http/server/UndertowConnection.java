package org.presencehub.http.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.util.Optional;

/**
 * The connection below a request of Undertow 2.3. Thread-safe.
 *
 * <p>While a response is held, Undertow would notice that the client has left only at the second write after that, the first of which is lost.
 * And it has no way to end a response that is stuck.
 */
final class UndertowConnection implements HttpConnection {
    private final Object exchange;
    private final Closeable connection;
    private final UndertowThread thread;
    private final Object source;
    private final Method read;
    private final Method extraBytes;

    @GuardedBy("this")
    private boolean watching;

    private boolean hadItsTurn; // of the connection's thread alone
    private Runnable waiting = () -> {}; // for its turn; of the connection's thread alone

    private UndertowConnection(Object exchange, Closeable connection) throws ReflectiveOperationException {
        this.exchange = exchange;
        this.connection = connection;
        thread = UndertowThread.of(connection);
        Method conduit = connection.getClass().getMethod("getOriginalSourceConduit");
        source = conduit.invoke(connection);
        read = conduit.getReturnType().getMethod("read", ByteBuffer.class);
        extraBytes = connection.getClass().getMethod("getExtraBytes");
        // Below TLS, bytes are the business of whoever decrypts them.
        watching = connection.getClass().getMethod("getSslSession").invoke(connection) == null;
    }

    /** {@return the connection of this request, or empty on another server or for another protocol} */
    static Optional<HttpConnection> of(ServletRequest request) {
        try {
            Object exchange = ByName.call(request, "getExchange");
            Closeable connection = (Closeable) ByName.call(exchange, "getConnection");
            return connection.getClass().getSimpleName().equals("HttpServerConnection")
                    ? Optional.of(new UndertowConnection(exchange, connection))
                    : Optional.empty();
        } catch (ReflectiveOperationException | ClassCastException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized boolean isAbandoned() {
        if (!watching) {
            return false;
        }
        try {
            ByteBuffer early = ByteBuffer.allocate(1);
            int count = (int) read.invoke(source, early);
            if (count > 0) {
                putBack(early.flip());
            }
            return count < 0;
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof IOException;
        } catch (ReflectiveOperationException e) {
            watching = false;
            return false;
        }
    }

    /** The next request has come already: that client is there, and is watched no more. */
    @GuardedBy("this")
    private void putBack(ByteBuffer early) throws ReflectiveOperationException {
        watching = false;
        Object pool = ByName.call(connection, "getByteBufferPool");
        Class<?> poolType = connection.getClass().getMethod("getByteBufferPool").getReturnType();
        Method allocate = poolType.getMethod("allocate");
        Object pooled = allocate.invoke(pool);
        Class<?> pooledType = allocate.getReturnType();
        ByteBuffer buffer = (ByteBuffer) pooledType.getMethod("getBuffer").invoke(pooled);
        buffer.clear().put(early).flip();
        connection.getClass().getMethod("ungetRequestBytes", pooledType).invoke(connection, pooled);
    }

    @Override
    public void claimBody() {
        try {
            UndertowChunks.claim(exchange, connection);
        } catch (ReflectiveOperationException e) { // of another version
            HttpLog.requestFailed(e);
        }
    }

    /** Undertow has four objects and 350 bytes for each, as long as the request lasts: of a head full of cookies, more than half of what it takes. */
    @Override
    public void forgetCookies() {
        try {
            ByName.forget(exchange, "requestCookies");
        } catch (ReflectiveOperationException e) { // of another version
            HttpLog.requestFailed(e);
        }
    }

    /**
     * Undertow goes on with the next request as soon as the answer to this one is written, and XNIO looks at no other connection of the thread while
     * there is such work: a few hundred sockets full of requests would keep everybody else waiting. So where the next request has come too early, this
     * one waits for its turn before anything is written.
     */
    @Override
    public void speak(Runnable task) {
        thread.execute(() -> {
            boolean early = !hadItsTurn && isNextRequestThere();
            hadItsTurn = true;
            if (early) {
                waiting = thread.executeInTurn(task);
            } else {
                task.run();
            }
        });
    }

    /** To be asked on the connection's thread, which alone reads. Of one that was closed nothing is read: what it keeps is let go of at once. */
    private boolean isNextRequestThere() {
        try {
            return !isClosed() && extraBytes.invoke(connection) != null;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private boolean isClosed() {
        return connection instanceof Channel channel && !channel.isOpen();
    }

    /** When the next request has come already, what writes Undertow's responses keeps this one until that one is answered. */
    @Override
    public void complete(AsyncContext request) {
        request.complete();
        thread.execute(this::forgetExchange);
    }

    private void forgetExchange() {
        try {
            Object responses = ByName.call(connection, "getResponseConduit");
            if (ByName.part(responses, "exchange") == exchange) {
                ByName.forget(responses, "exchange");
            }
        } catch (ReflectiveOperationException e) { // of another version
            HttpLog.requestFailed(e);
        }
    }

    @Override
    public void close() {
        thread.execute(this::closeHere);
    }

    private void closeHere() {
        try {
            connection.close();
        } catch (IOException e) {
            HttpLog.requestFailed(e);
        }
        waiting.run(); // or what this request holds would be kept until its turn
    }
}
