package org.presencehub.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.presencehub.ClientProxy;
import org.presencehub.HubMethodName;

/** An interface through which an application calls clients; {@link ClientProxy} is the untyped one. Immutable. */
final class ClientType<T> {
    private final Class<T> type;

    private ClientType(Class<T> type) {
        this.type = type;
        if (type != ClientProxy.class) {
            check();
        }
    }

    /** @throws IllegalArgumentException with a sentence for the developer, if clients cannot be called through it */
    static <T> ClientType<T> of(Class<T> type) {
        return new ClientType<>(type);
    }

    /** @throws IllegalArgumentException with a sentence for the developer, if what is injected is no {@code Clients} of such a type */
    static void requireFit(Type clients) {
        of(namedBy(clients));
    }

    /** @throws IllegalArgumentException with a sentence for the developer, if what is injected names no such type */
    static Class<?> namedBy(Type clients) {
        if (clients instanceof ParameterizedType named && named.getActualTypeArguments()[0] instanceof Class<?> type) {
            return type;
        }
        throw new IllegalArgumentException(
                clients.getTypeName()
                        + " does not say how clients are called: inject Clients<ClientProxy>, or Clients of an interface without type parameters.");
    }

    /** {@return these clients as this type} */
    T over(ClientProxy clients) {
        return type.isInstance(clients)
                ? type.cast(clients)
                : type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, new TypedClient(type, clients)));
    }

    /** {@return the event that calling this method sends} */
    static String event(Method method) {
        HubMethodName named = method.getAnnotation(HubMethodName.class);
        return named == null ? method.getName() : named.value();
    }

    /** {@return whether this method has a client's answer} */
    static boolean asks(Method method) {
        return method.getReturnType() == CompletionStage.class
                && method.getGenericReturnType() instanceof ParameterizedType stage
                && !(stage.getActualTypeArguments()[0] instanceof WildcardType)
                && !(stage.getActualTypeArguments()[0] instanceof TypeVariable);
    }

    /** {@return the type of the answer that this method has} */
    static Type answer(Method method) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
    }

    private void check() {
        require(type.isInterface() && !type.isAnnotation(), "is no interface");
        require(!type.isSealed(), "is sealed, and so has no other implementation");
        require(
                Modifier.isPublic(type.getModifiers())
                        || Arrays.stream(type.getMethods()).noneMatch(Method::isDefault),
                "has default methods, and so has to be public");
        Map<String, Method> events = new HashMap<>();
        for (Method method : abstractMethods()) {
            require(
                    method.getReturnType() == void.class || asks(method),
                    "has the method " + method.getName()
                            + ", which returns neither void nor, to have a client's answer, a CompletionStage of a type");
            // Clients find a method whatever its case. One that two parents declare is one method.
            Method other = events.putIfAbsent(event(method).toLowerCase(Locale.ROOT), method);
            require(
                    other == null || isSame(method, other),
                    "has two methods named '" + event(method) + "': give one another name by @HubMethodName");
        }
    }

    private List<Method> abstractMethods() {
        return Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !isOfEveryObject(method))
                .toList();
    }

    private static boolean isOfEveryObject(Method method) {
        return Arrays.stream(Object.class.getMethods()).anyMatch(each -> isSame(method, each));
    }

    private static boolean isSame(Method method, Method other) {
        return method.getName().equals(other.getName())
                && Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(
                    "Clients cannot be called through " + type.getName() + ": it " + otherwise + ".");
        }
    }
}
