package org.presencehub.http.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.ServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The connection below a request of Undertow 2.3. Thread-safe.
 *
 * <p>While a response is held, Undertow would notice that the client has left only at the second write after that, the first of which is lost.
 * And it has no way to end a response that is stuck.
 */
final class UndertowConnection implements HttpConnection {
    private final Object connection;
    private final UndertowThread thread;
    private final Object source;
    private final Method read;

    @GuardedBy("this")
    private boolean watching;

    private UndertowConnection(Object connection) throws ReflectiveOperationException {
        this.connection = connection;
        thread = UndertowThread.of(connection);
        Method conduit = connection.getClass().getMethod("getOriginalSourceConduit");
        source = conduit.invoke(connection);
        read = conduit.getReturnType().getMethod("read", ByteBuffer.class);
        // Below TLS, bytes are the business of whoever decrypts them.
        watching = connection.getClass().getMethod("getSslSession").invoke(connection) == null;
    }

    /** {@return the connection of this request, or empty on another server or for another protocol} */
    static Optional<HttpConnection> of(ServletRequest request) {
        try {
            Object exchange = ByName.call(request, "getExchange");
            Object connection = ByName.call(exchange, "getConnection");
            return connection.getClass().getSimpleName().equals("HttpServerConnection")
                    ? Optional.of(new UndertowConnection(connection))
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
    public void speak(Runnable task) {
        thread.execute(task);
    }

    @Override
    public void close() {
        thread.execute(this::closeHere);
    }

    private void closeHere() {
        try {
            if (connection instanceof Closeable closeable) {
                closeable.close();
            }
        } catch (IOException e) {
            HttpLog.requestFailed(e);
        }
    }
}
