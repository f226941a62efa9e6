package org.presencehub.transport;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;

/** A container's session over a {@link FakeNetwork}, with the bad habits of real ones. Thread-safe. */
public final class FakeSession {
    private final FakeNetwork network;
    private final Habit habit;
    private final AtomicBoolean threw = new AtomicBoolean();
    private final List<CloseReason> closeReasons = new CopyOnWriteArrayList<>();
    private final RemoteEndpoint.Async remote = standIn(RemoteEndpoint.Async.class, this::send);
    private final Session session = standIn(Session.class, this::call);

    /** What real ones do. */
    public enum Habit {
        /** What the specification says, as far as it says anything: after a close, a send throws. */
        PROPER,
        /** Tyrus, on a socket that went away unnoticed. */
        THROWS_NULL_POINTER,
        /** The specification, where a send is under way that it knows of. */
        THROWS_ILLEGAL_STATE,
        /** The outcome is told, and then again by the failure of the socket. */
        TELLS_TWICE,
        /** The outcome is told inline, and an exception follows; the next send is a proper one. */
        TELLS_AND_THROWS
    }

    public FakeSession(FakeNetwork network, Habit habit) {
        this.network = network;
        this.habit = habit;
    }

    public Session session() {
        return session;
    }

    public List<CloseReason> closeReasons() {
        return closeReasons;
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "isOpen" -> network.closes() == 0;
            case "getAsyncRemote" -> remote;
            case "close" -> {
                if (arguments != null) {
                    closeReasons.add((CloseReason) arguments[0]);
                }
                network.close();
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private @Nullable Object send(Object proxy, Method method, Object @Nullable [] arguments) {
        if (arguments == null || !(arguments[1] instanceof SendHandler handler)) {
            throw new UnsupportedOperationException(method.toString());
        }
        if (network.closes() > 0 || habit == Habit.THROWS_ILLEGAL_STATE) {
            throw new IllegalStateException("The session was closed.");
        }
        if (habit == Habit.THROWS_NULL_POINTER) {
            throw new NullPointerException("grizzlyOutputBuffer is null");
        }
        boolean throwing = habit == Habit.TELLS_AND_THROWS && !threw.getAndSet(true);
        network.send(frame(arguments[0]), cause -> tell(handler, cause));
        if (throwing) {
            throw new IllegalStateException("The session is closing.");
        }
        return null;
    }

    private static Frame frame(Object message) {
        return message instanceof String text ? Frame.text(text) : Frame.binary(bytes((ByteBuffer) message), true);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private void tell(SendHandler handler, @Nullable Throwable cause) {
        handler.onResult(cause == null ? new SendResult() : new SendResult(cause));
        if (habit == Habit.TELLS_TWICE) {
            handler.onResult(new SendResult(new IllegalStateException("The socket failed.")));
        }
    }

    private static <T> T standIn(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(FakeSession.class.getClassLoader(), new Class<?>[] {type}, calls));
    }
}
