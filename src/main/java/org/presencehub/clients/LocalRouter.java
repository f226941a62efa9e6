package org.presencehub.clients;

import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.presencehub.ClientDisconnectedException;
import org.presencehub.Delivery;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Recipients.All;
import org.presencehub.clients.Recipients.AllExcept;
import org.presencehub.clients.Recipients.Connection;
import org.presencehub.clients.Recipients.Connections;
import org.presencehub.clients.Recipients.GroupExcept;
import org.presencehub.clients.Recipients.Groups;
import org.presencehub.clients.Recipients.Users;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.stereotype.Component;

/** Reaches the clients that are connected to this server. Thread-safe. */
@Component
final class LocalRouter implements MessageRouter {
    private final HubRegistry hubs;

    @Inject
    LocalRouter(HubRegistry hubs) {
        this.hubs = hubs;
    }

    @Override
    public Delivery send(String hub, Recipients recipients, SerializedInvocation message) {
        ConnectedClients clients = hubs.clientsAt(hub);
        Announcement announcement = Announcement.of(message);
        return recipients instanceof All
                ? clients.broadcast(announcement)
                : clients.send(announcement, among(clients, recipients));
    }

    private static Stream<ConnectedClient> among(ConnectedClients clients, Recipients recipients) {
        if (recipients instanceof Connection one) {
            return clients.withId(one.id()).stream();
        }
        if (recipients instanceof Connections some) {
            return clients.withIds(some.ids());
        }
        if (recipients instanceof Users users) {
            return clients.ofUsers(users.ids());
        }
        if (recipients instanceof Groups groups) {
            return clients.inGroups(groups.names());
        }
        if (recipients instanceof GroupExcept group) {
            return clients.inGroups(List.of(group.name()))
                    .filter(client -> !group.connections().contains(client.connectionId()));
        }
        if (recipients instanceof AllExcept all) {
            return clients.all().filter(client -> !all.connections().contains(client.connectionId()));
        }
        if (recipients instanceof All) {
            return clients.all();
        }
        throw new IllegalArgumentException("Nobody knows who these are: " + recipients);
    }

    @Override
    public CompletionStage<Completion> ask(String hub, String connectionId, SerializedInvocation question) {
        return hubs.clientsAt(hub)
                .withId(connectionId)
                .map(client -> client.ask(question))
                .orElseGet(() -> CompletableFuture.failedFuture(
                        new ClientDisconnectedException("Connection '" + connectionId + "' does not exist.")));
    }

    @Override
    public void join(String hub, String connectionId, String group) {
        hubs.clientsAt(hub).join(connectionId, group);
    }

    @Override
    public void leave(String hub, String connectionId, String group) {
        hubs.clientsAt(hub).leave(connectionId, group);
    }

    @Override
    public int disconnect(String hub, Recipients recipients, DisconnectReason reason, boolean mayReconnect) {
        Close lastWords = new Close(reason.sentence(), mayReconnect);
        return (int) among(hubs.clientsAt(hub), recipients)
                .filter(client -> client.connection().finish(client.encode(lastWords), reason))
                .count();
    }
}
