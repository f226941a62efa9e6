package org.presencehub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message to users, fired as a CDI event or given to {@link DirectedMessages}. Immutable, as far as its payload is.
 *
 * <p>Clients receive it as the event {@code component_method} with the payload as arguments. In a JTA transaction it leaves after the
 * commit and never after a rollback, see {@link DirectedMessages}.
 *
 * @param users who receives it; empty for everybody
 * @param component the part of the front end that it is for
 * @param method what it tells that part
 * @param payload the arguments, bound to JSON when it is fired
 * @param hub the class of the hub whose clients receive it; empty for the one that is marked {@link Hub#directedMessages()}
 * @param immediate whether it leaves without waiting for the commit of the transaction that it is sent in
 */
public record DirectedMessage(
        Optional<Set<String>> users,
        String component,
        String method,
        List<@Nullable Object> payload,
        Optional<Class<?>> hub,
        boolean immediate) {
    public DirectedMessage {
        users = users.map(ids -> Collections.unmodifiableSet(new LinkedHashSet<>(ids)));
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(method, "method");
        payload = Collections.unmodifiableList(new ArrayList<>(payload));
    }

    /** {@return a message to all connections of one user} */
    public static DirectedMessage toUser(
            String userId, String component, String method, @Nullable Object @Nullable ... payload) {
        return new DirectedMessage(
                Optional.of(Set.of(userId)), component, method, listOf(payload), Optional.empty(), false);
    }

    /** {@return a message to all connections of many users, each reached once} */
    public static DirectedMessage toUsers(
            Collection<String> userIds, String component, String method, @Nullable Object @Nullable ... payload) {
        return new DirectedMessage(
                Optional.of(new LinkedHashSet<>(userIds)), component, method, listOf(payload), Optional.empty(), false);
    }

    /** {@return a message to every connection of the hub} */
    public static DirectedMessage toAll(String component, String method, @Nullable Object @Nullable ... payload) {
        return new DirectedMessage(Optional.empty(), component, method, listOf(payload), Optional.empty(), false);
    }

    /** {@return the same message to the clients of another hub} */
    public DirectedMessage via(Class<?> hubClass) {
        return new DirectedMessage(users, component, method, payload, Optional.of(hubClass), immediate);
    }

    /** {@return the same message, for news of what is under way: it does not wait for the commit, and leaves even before a rollback} */
    public DirectedMessage immediately() {
        return new DirectedMessage(users, component, method, payload, hub, true);
    }

    /** {@return the name of the event that clients listen for} */
    public String event() {
        return component + "_" + method;
    }

    /** To {@code toAll("Cart", "Emptied", null)}, Java passes no array. */
    private static List<@Nullable Object> listOf(@Nullable Object @Nullable [] payload) {
        return payload == null ? Collections.singletonList(null) : Arrays.asList(payload);
    }
}
