package org.presencehub.clients;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Clients under names: of users, or of groups. Thread-safe; a name without clients takes no room. */
final class NamedClients {
    private final Map<String, Set<ConnectedClient>> byName = new ConcurrentHashMap<>();

    void add(String name, ConnectedClient client) {
        byName.compute(name, (same, clients) -> {
            Set<ConnectedClient> all = clients == null ? ConcurrentHashMap.newKeySet(1) : clients;
            all.add(client);
            return all;
        });
    }

    void remove(String name, ConnectedClient client) {
        byName.computeIfPresent(name, (same, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
    }

    Stream<ConnectedClient> of(String name) {
        return byName.getOrDefault(name, Set.of()).stream();
    }

    /** {@return how many names have clients} */
    int size() {
        return byName.size();
    }
}
