package org.presencehub.messaging;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.Delivery;
import org.presencehub.connection.Log;

/** The clients of one hub, found by connection and by user. Thread-safe; readers see each client that was there throughout. */
public final class ConnectedClients {
    private final Log log;
    private final Map<String, ConnectedClient> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<ConnectedClient>> byUser = new ConcurrentHashMap<>();

    /** @param log what they are all sent */
    public ConnectedClients(Log log) {
        this.log = log;
    }

    /** Takes a client in, until its connection ends. */
    public void add(ConnectedClient client) {
        client.follow(log);
        byId.put(client.connectionId(), client);
        index(client.user(), client);
        client.onEnd(reason -> remove(client)); // at once, if it ended before it was taken in
    }

    /** Binds a client to a user, and to no other. */
    public void bind(ConnectedClient client, String user) {
        synchronized (client) { // two bindings, or one and the end, must not leave it under two users
            unindex(client.user(), client);
            client.boundTo(user);
            if (client.isOpen()) {
                index(user, client);
            }
        }
    }

    private void remove(ConnectedClient client) {
        synchronized (client) {
            byId.remove(client.connectionId());
            unindex(client.user(), client);
        }
    }

    private void index(@Nullable String user, ConnectedClient client) {
        if (user != null) {
            byUser.compute(user, (id, clients) -> {
                Set<ConnectedClient> all = clients == null ? ConcurrentHashMap.newKeySet(1) : clients;
                all.add(client);
                return all;
            });
        }
    }

    private void unindex(@Nullable String user, ConnectedClient client) {
        if (user != null) {
            byUser.computeIfPresent(user, (id, clients) -> {
                clients.remove(client);
                return clients.isEmpty() ? null : clients;
            });
        }
    }

    Log log() {
        return log;
    }

    /** Sends to all. {@return how many there are} */
    Delivery broadcast(Announcement announcement) {
        log.broadcast(announcement);
        return Delivery.reached(byId.size(), byUser.size());
    }

    /** {@return how many there are} */
    public int size() {
        return byId.size();
    }

    /** {@return all of them} */
    public Stream<ConnectedClient> all() {
        return byId.values().stream();
    }

    Stream<ConnectedClient> withIds(Collection<String> connectionIds) {
        return distinct(connectionIds).map(byId::get).filter(Objects::nonNull);
    }

    /** {@return those of these users, each once} */
    public Stream<ConnectedClient> ofUsers(Collection<String> userIds) {
        return distinct(userIds).flatMap(user -> byUser.getOrDefault(user, Set.of()).stream());
    }

    /** Ids that a client sent may be null, which nobody has. */
    private static Stream<String> distinct(Collection<String> ids) {
        return ids.stream().filter(Objects::nonNull).distinct();
    }
}
