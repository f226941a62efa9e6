package org.presencehub.http.server;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a request's body on Undertow 2.3 (RFC 9112, 7.1). Confined to whoever reads the body.
 *
 * <p>Undertow keeps the trailers behind the last chunk, and tells nobody of them until their end. And behind each chunk it copies the rest of its
 * buffer. So the bytes that come without any data are counted here, and the smallest chunks; too many of either end the connection. Its one limit
 * is the listener's, of ten megabytes; a body that announces more makes it print a stack trace to the standard error stream. So it has none here.
 */
final class UndertowChunks {
    private static final Set<String> READING = Set.of("read", "transferTo");

    /** Bytes. The size of a chunk takes some twenty, and no client of ours sends trailers. */
    private static final int MOST_WITHOUT_DATA = 4 * 1024;

    /** Bytes. What is smaller than that is no chunk that a proxy makes. */
    private static final int CRUMB = 16;

    private static final int MOST_CRUMBS = 256; // and one more for each four times as many bytes of data

    private final Closeable connection;
    private int withoutData; // since the last data
    private long data; // bytes
    private int crumbs;

    private UndertowChunks(Closeable connection) {
        this.connection = connection;
    }

    /**
     * Limits what may come between the data of this exchange's request, and leaves the data to whoever reads it. Does nothing if its body has no
     * chunks, or somebody reads it already.
     *
     * @throws ReflectiveOperationException if Undertow is of another version
     */
    static void claim(Object exchange, Closeable connection) throws ReflectiveOperationException {
        Object channel = ByName.call(ByName.call(connection, "getChannel"), "getSourceChannel");
        Object conduit = ByName.call(channel, "getConduit");
        boolean unread = ByName.call(exchange, "isRequestChannelAvailable").equals(true);
        if (unread && conduit.getClass().getSimpleName().equals("ChunkedStreamSourceConduit")) {
            new UndertowChunks(connection).replace(exchange, channel, conduit.getClass());
        }
    }

    /** Has Undertow read by another conduit of the same kind, between two that count. */
    private void replace(Object exchange, Object channel, Class<?> chunked) throws ReflectiveOperationException {
        exchange.getClass().getMethod("setMaxEntitySize", long.class).invoke(exchange, 0);
        Class<?> source = channel.getClass().getMethod("getConduit").getReturnType();
        ClassLoader undertow = chunked.getClassLoader();
        Object bytes = Class.forName("io.undertow.conduits.ReadDataStreamSourceConduit", false, undertow)
                .getConstructor(source, Class.forName("io.undertow.server.AbstractServerConnection", false, undertow))
                .newInstance(ByName.call(connection, "getOriginalSourceConduit"), connection);
        Class<?> listener = Class.forName("io.undertow.conduits.ConduitListener", false, undertow);
        Object data = chunked.getConstructor(source, exchange.getClass(), listener)
                .newInstance(
                        standIn(source, (proxy, method, arguments) -> bytes(bytes, method, arguments)),
                        exchange,
                        standIn(listener, new Finishing(exchange)));
        channel.getClass()
                .getMethod("setConduit", source)
                .invoke(channel, standIn(source, (proxy, method, arguments) -> data(data, method, arguments)));
    }

    /** What comes. All that Undertow asks for: what is left of its buffer it would copy behind each chunk. */
    private @Nullable Object bytes(Object conduit, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object answer = call(conduit, method, arguments);
        if (arguments != null
                && arguments.length == 1
                && arguments[0] instanceof ByteBuffer
                && answer instanceof Integer count
                && count > 0) {
            withoutData += count;
        }
        return answer;
    }

    /** What is left of it without the chunks. */
    private @Nullable Object data(Object conduit, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object answer = call(conduit, method, arguments);
        if (answer instanceof Number count && READING.contains(method.getName())) {
            if (count.longValue() > 0) {
                withoutData = 0;
                data += count.longValue();
                crumbs += count.longValue() < CRUMB ? 1 : 0;
            }
            boolean goesOn = count.longValue() >= 0;
            if (goesOn && (withoutData > MOST_WITHOUT_DATA || crumbs > MOST_CRUMBS + data / (4 * CRUMB))) {
                connection.close();
                throw new IOException("A body goes on with next to no data.");
            }
        }
        return answer;
    }

    /** Has the request end with its body, as Undertow's own listener does. */
    private record Finishing(Object exchange) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (ByName.call(arguments[0], "isFinished").equals(false)) {
                exchange.getClass().getMethod("setPersistent", boolean.class).invoke(exchange, false);
            }
            Class.forName(
                            "io.undertow.server.Connectors",
                            false,
                            exchange.getClass().getClassLoader())
                    .getMethod("terminateRequest", exchange.getClass())
                    .invoke(null, exchange);
            return null;
        }
    }

    private static Object standIn(Class<?> type, InvocationHandler calls) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls);
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
