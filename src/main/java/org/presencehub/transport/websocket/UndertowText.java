package org.presencehub.transport.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.server.ByName;

/**
 * Sends text that is there as bytes through a session of Undertow 2.3. Thread-safe.
 *
 * <p>Jakarta WebSocket takes text as a string, which Undertow encodes for each session anew; it keeps that copy until the client has taken it. Of a
 * long list that goes to thousands, each would hold one.
 */
final class UndertowText {
    private static final String PACKAGE = "io.undertow.websockets.core.";

    private final Object channel;

    private UndertowText(Object channel) {
        this.channel = channel;
    }

    /** {@return a way to send through this session, or empty on another server} */
    static Optional<UndertowText> of(Session session) {
        try {
            Object channel = ByName.call(session, "getWebSocketChannel");
            return Optional.of(new UndertowText(channel));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Sends the bytes, which are UTF-8 and not changed afterwards. */
    void send(byte[] text, SendHandler handler) {
        try {
            Class<?> callback = type("WebSocketCallback");
            Method sendText =
                    type("WebSockets").getMethod("sendText", ByteBuffer.class, type("WebSocketChannel"), callback);
            sendText.invoke(null, ByteBuffer.wrap(text), channel, listener(callback, handler));
        } catch (InvocationTargetException e) {
            handler.onResult(new SendResult(e.getCause()));
        } catch (ReflectiveOperationException e) {
            handler.onResult(new SendResult(e));
        }
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, false, channel.getClass().getClassLoader());
    }

    private static Object listener(Class<?> callback, SendHandler handler) {
        return Proxy.newProxyInstance(
                callback.getClassLoader(),
                new Class<?>[] {callback},
                (proxy, called, arguments) -> answer(proxy, called, arguments, handler));
    }

    private static @Nullable Object answer(
            Object proxy, Method called, @Nullable Object[] arguments, SendHandler handler) {
        switch (called.getName()) {
            case "complete" -> handler.onResult(new SendResult());
            case "onError" -> handler.onResult(new SendResult((Throwable) arguments[2]));
            case "equals" -> {
                return proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                return "the listener of a text";
            }
        }
        return null;
    }
}
