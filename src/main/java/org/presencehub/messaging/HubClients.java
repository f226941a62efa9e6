package org.presencehub.messaging;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;

/** Addresses the clients of a hub. Thread-safe. */
final class HubClients implements Clients<ClientProxy> {
    private final Supplier<ConnectedClients> clients; // asked at each use: of a hub, or of the hub that is being called
    private final CurrentCall call;
    private final Envelopes envelopes;

    HubClients(Supplier<ConnectedClients> clients, CurrentCall call, Envelopes envelopes) {
        this.clients = clients;
        this.call = call;
        this.envelopes = envelopes;
    }

    @Override
    public ClientProxy caller() {
        ConnectedClient caller = callingClient();
        return audience(() -> Stream.of(caller));
    }

    @Override
    public ClientProxy others() {
        return allExcept(List.of(callingClient().connectionId()));
    }

    @Override
    public ClientProxy all() {
        return (method, arguments) -> clients.get().broadcast(envelopes.announcement(method, arguments));
    }

    @Override
    public ClientProxy allExcept(Collection<String> connectionIds) {
        Set<String> excepted = new HashSet<>(connectionIds);
        return audience(() -> clients.get().all().filter(client -> !excepted.contains(client.connectionId())));
    }

    @Override
    public ClientProxy client(String connectionId) {
        return clients(List.of(connectionId));
    }

    @Override
    public ClientProxy clients(Collection<String> connectionIds) {
        return audience(() -> clients.get().withIds(connectionIds));
    }

    @Override
    public ClientProxy user(String userId) {
        return users(List.of(userId));
    }

    @Override
    public ClientProxy users(Collection<String> userIds) {
        return audience(() -> clients.get().ofUsers(userIds));
    }

    private ConnectedClient callingClient() {
        return call.client()
                .orElseThrow(() -> new IllegalStateException("There is a caller only while a hub method runs."));
    }

    private ClientProxy audience(Supplier<Stream<ConnectedClient>> members) {
        return new Audience(members, envelopes);
    }
}
