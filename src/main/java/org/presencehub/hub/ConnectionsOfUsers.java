package org.presencehub.hub;

import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.presencehub.DisconnectReason;
import org.presencehub.EndedConnection;
import org.presencehub.HeldMemory;
import org.presencehub.Reconnect;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.clients.MessageRouter;
import org.presencehub.clients.Recipients;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.stereotype.Component;

/** Looks at the connections of all hubs, and ends those of a user. Thread-safe. */
@Component
final class ConnectionsOfUsers implements UserConnections {
    private final Hubs hubs;
    private final MessageRouter router;
    private final RecentEnds ends;
    private final MemoryBudget memory;

    @Inject
    ConnectionsOfUsers(Hubs hubs, MessageRouter router, RecentEnds ends, MemoryBudget memory) {
        this.hubs = hubs;
        this.router = router;
        this.ends = ends;
        this.memory = memory;
    }

    @Override
    public int count() {
        return hubs.all().stream().mapToInt(ConnectedClients::size).sum();
    }

    @Override
    public List<UserConnection> of(String userId) {
        return hubs.all().stream()
                .flatMap(hub -> hub.ofUsers(Set.of(userId)).map(ConnectionsOfUsers::look))
                .sorted(Comparator.comparing(UserConnection::since))
                .toList();
    }

    @Override
    public List<UserConnection> fullest(int atMost) {
        return hubs.all().stream()
                .flatMap(hub -> hub.all()
                        .filter(client -> client.connection().output().queuedBytes() > 0)
                        .map(ConnectionsOfUsers::look))
                .filter(connection -> connection.queuedBytes() > 0) // it may have been sent by now
                .sorted(Comparator.comparingInt(UserConnection::queuedBytes).reversed())
                .limit(Math.max(0, atMost))
                .toList();
    }

    @Override
    public int kick(String userId, Reconnect reconnect) {
        return disconnect(userId, DisconnectReason.KICKED, reconnect == Reconnect.INVITED);
    }

    @Override
    public int logOut(String userId) {
        return disconnect(userId, DisconnectReason.LOGGED_OUT, false);
    }

    private int disconnect(String userId, DisconnectReason reason, boolean mayReconnect) {
        Recipients connections = new Recipients.Users(Set.of(userId));
        return hubs.paths().stream()
                .mapToInt(hub -> router.disconnect(hub, connections, reason, mayReconnect))
                .sum();
    }

    @Override
    public HeldMemory memory() {
        return new HeldMemory(memory.held(), memory.limit());
    }

    @Override
    public List<EndedConnection> recentlyEnded() {
        return ends.all();
    }

    private static UserConnection look(ConnectedClient client) {
        return new UserConnection(
                client.connectionId(),
                client.user(),
                client.connection().hub(),
                client.connection().transportName(),
                client.connection().since(),
                client.connection().caller().userAgent(),
                client.connection().output().queuedBytes());
    }
}
