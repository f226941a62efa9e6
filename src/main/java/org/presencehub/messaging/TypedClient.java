package org.presencehub.messaging;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;

/** Turns calls of an application's interface into events. Immutable. */
final class TypedClient implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Class<?> type;
    private final ClientProxy clients;

    TypedClient(Class<?> type, ClientProxy clients) {
        this.type = type;
        this.clients = clients;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return ofEveryObject(proxy, method, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        if (ClientType.asks(method)) {
            return clients.invoke(ClientType.answer(method), ClientType.event(method), arguments);
        }
        clients.send(ClientType.event(method), arguments);
        return null;
    }

    private @Nullable Object ofEveryObject(Object proxy, Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "clients as " + type.getName();
        };
    }
}
