package org.presencehub.messaging;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.presencehub.Clients;
import org.presencehub.clients.Recipients;
import org.presencehub.messaging.commit.SendTiming;

/** Addresses the clients of a hub. Thread-safe. */
final class HubClients<T> implements Clients<T> {
    private final Supplier<String> hub; // the path, asked at each use: of a hub, or of the hub that is being called
    private final CurrentCall call;
    private final Addressee<T> addressee;
    private final SendTiming timing;

    HubClients(Supplier<String> hub, CurrentCall call, Addressee<T> addressee, SendTiming timing) {
        this.hub = hub;
        this.call = call;
        this.addressee = addressee;
        this.timing = timing;
    }

    /** Makes of recipients what an application calls. */
    interface Addressee<T> {
        T of(String hub, Recipients recipients, SendTiming timing);
    }

    @Override
    public Clients<T> immediately() {
        return new HubClients<>(hub, call, addressee, SendTiming.IMMEDIATE);
    }

    @Override
    public T caller() {
        return client(callingConnection()); // which may be gone by the time that the message leaves
    }

    @Override
    public T others() {
        return allExcept(List.of(callingConnection()));
    }

    @Override
    public T all() {
        return to(new Recipients.All());
    }

    @Override
    public T allExcept(Collection<String> connectionIds) {
        return to(new Recipients.AllExcept(connectionIds));
    }

    @Override
    public T client(String connectionId) {
        return to(new Recipients.Connection(connectionId));
    }

    @Override
    public T clients(Collection<String> connectionIds) {
        return to(new Recipients.Connections(connectionIds));
    }

    @Override
    public T user(String userId) {
        return users(List.of(userId));
    }

    @Override
    public T users(Collection<String> userIds) {
        return to(new Recipients.Users(userIds));
    }

    @Override
    public T group(String name) {
        return groups(List.of(name));
    }

    @Override
    public T groups(Collection<String> names) {
        return to(new Recipients.Groups(names));
    }

    @Override
    public T groupExcept(String name, Collection<String> connectionIds) {
        return to(new Recipients.GroupExcept(name, connectionIds));
    }

    @Override
    public T othersInGroup(String name) {
        return groupExcept(name, List.of(callingConnection()));
    }

    private String callingConnection() {
        return call.client()
                .orElseThrow(() -> new IllegalStateException("There is a caller only while a hub method runs."))
                .connectionId();
    }

    private T to(Recipients recipients) {
        return addressee.of(hub.get(), recipients, timing);
    }
}
