package org.presencehub.messaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.presencehub.Clients;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.messaging.commit.SendTiming;

/** Addresses the clients of a hub. Thread-safe. */
final class HubClients<T> implements Clients<T> {
    private final Supplier<ConnectedClients> clients; // asked at each use: of a hub, or of the hub that is being called
    private final CurrentCall call;
    private final Addressee<T> addressee;
    private final SendTiming dispatch;

    HubClients(Supplier<ConnectedClients> clients, CurrentCall call, Addressee<T> addressee, SendTiming dispatch) {
        this.clients = clients;
        this.call = call;
        this.addressee = addressee;
        this.dispatch = dispatch;
    }

    /** Makes of receivers what an application calls. */
    interface Addressee<T> {
        T of(Receivers receivers, SendTiming dispatch);
    }

    @Override
    public Clients<T> immediately() {
        return new HubClients<>(clients, call, addressee, SendTiming.IMMEDIATE);
    }

    @Override
    public T caller() {
        return client(callingClient().connectionId()); // who may be gone by the time that the message leaves
    }

    @Override
    public T others() {
        return allExcept(List.of(callingClient().connectionId()));
    }

    @Override
    public T all() {
        ConnectedClients hub = clients.get();
        return addressee.of(hub::broadcast, dispatch);
    }

    @Override
    public T allExcept(Collection<String> connectionIds) {
        ConnectedClients hub = clients.get();
        Predicate<ConnectedClient> heard = except(connectionIds);
        return each(hub, () -> hub.all().filter(heard));
    }

    @Override
    public T client(String connectionId) {
        ConnectedClients hub = clients.get();
        return addressee.of(Receivers.one(hub, connectionId), dispatch);
    }

    @Override
    public T clients(Collection<String> connectionIds) {
        ConnectedClients hub = clients.get();
        List<String> ids = listOf(connectionIds);
        return each(hub, () -> hub.withIds(ids));
    }

    @Override
    public T user(String userId) {
        return users(List.of(userId));
    }

    @Override
    public T users(Collection<String> userIds) {
        ConnectedClients hub = clients.get();
        List<String> ids = listOf(userIds);
        return each(hub, () -> hub.ofUsers(ids));
    }

    @Override
    public T group(String name) {
        return groups(List.of(name));
    }

    @Override
    public T groups(Collection<String> names) {
        ConnectedClients hub = clients.get();
        List<String> groups = listOf(names);
        return each(hub, () -> hub.inGroups(groups));
    }

    @Override
    public T groupExcept(String name, Collection<String> connectionIds) {
        ConnectedClients hub = clients.get();
        Predicate<ConnectedClient> heard = except(connectionIds);
        return each(hub, () -> hub.inGroups(List.of(name)).filter(heard));
    }

    @Override
    public T othersInGroup(String name) {
        return groupExcept(name, List.of(callingClient().connectionId()));
    }

    private static Predicate<ConnectedClient> except(Collection<String> connectionIds) {
        Set<String> excepted = new HashSet<>(connectionIds);
        return client -> !excepted.contains(client.connectionId());
    }

    private ConnectedClient callingClient() {
        return call.client()
                .orElseThrow(() -> new IllegalStateException("There is a caller only while a hub method runs."));
    }

    /** The caller may change its collection before the message leaves; ids that a client sent may be null. */
    private static List<String> listOf(Collection<String> ids) {
        return Collections.unmodifiableList(new ArrayList<>(ids));
    }

    private T each(ConnectedClients hub, Supplier<Stream<ConnectedClient>> members) {
        return addressee.of(announcement -> hub.send(announcement, members.get()), dispatch);
    }
}
