package org.presencehub.clients;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.BroadcastLog;
import org.presencehub.connection.outbound.FanOut;
import org.presencehub.protocol.HubMessage;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubProtocol;

/** A connection whose handshake is done, with the protocol that it speaks and the user that it belongs to. Thread-safe. */
public final class ConnectedClient implements Watchers.Watcher {
    private final Connection connection;
    private final HubProtocol protocol;
    private final ClientResults results;

    @GuardedBy("this")
    private final Set<String> groups = new HashSet<>(0);

    /**
     * @param protocol what was agreed upon in the handshake
     * @param answers where those hear who wait for an answer of the client
     */
    public ConnectedClient(Connection connection, HubProtocol protocol, Executor answers) {
        this.connection = connection;
        this.protocol = protocol;
        results = new ClientResults(connection.id(), connection.hub(), answers);
    }

    @Override
    public String connectionId() {
        return connection.id();
    }

    /** {@return what carries its messages} */
    public Connection connection() {
        return connection;
    }

    /** {@return the user, or null if nobody knows} */
    public @Nullable String user() {
        return connection.user();
    }

    @Override
    public @Nullable String verifiedUser() {
        return connection.caller().userId();
    }

    /** Asks this client, and {@return what it answers} */
    CompletionStage<Completion> ask(SerializedInvocation question) {
        return results.ask(question, this::send);
    }

    /** Takes what the client answers to what it was asked. {@return whether it was asked that} */
    public boolean answered(Completion completion) {
        return results.answered(completion);
    }

    /** Gives up what the client was asked longer ago than that. */
    public void expireResults(long nanos, Duration timeout) {
        results.expire(nanos, timeout);
    }

    /** Its connection has ended. Asks nothing more, and gives up what was asked. */
    void end() {
        results.end();
    }

    @Override
    public boolean hasEnded() {
        return connection.hasEnded();
    }

    @Override
    public Duration goneFor() {
        return connection.goneFor();
    }

    void boundTo(String userId) {
        connection.bindUser(userId);
    }

    /** {@return whether it speaks a binary protocol} */
    public boolean binary() {
        return protocol.binary();
    }

    /** {@return the message in the client's protocol} */
    public Batch encode(HubMessage message) {
        byte[] encoded = protocol.encode(message);
        return message instanceof HubMessage.Counted
                ? Batch.counted(encoded, protocol.binary())
                : Batch.of(encoded, protocol.binary());
    }

    /** Sends a message to this client alone. */
    public void send(HubMessage message) {
        send(encode(message));
    }

    /** Sends a message that was encoded for this client. */
    public void send(Batch encoded) {
        connection.output().send(encoded);
    }

    /** Sends a call to this client, among others. {@return whether its connection took it} */
    boolean send(Announcement announcement) {
        return connection.output().send(announcement.in(protocol.name()));
    }

    /** Sends a call to this client, among many. {@return whether its connection took it} */
    boolean send(Announcement announcement, FanOut fanOut) {
        return connection.output().send(announcement.in(protocol.name()), fanOut);
    }

    /** {@return whether so much waits to be sent to it that who sends more should know} */
    boolean isBehind() {
        return connection.output().isBehind();
    }

    @Override
    public void watch(Announcement first) {
        connection.output().watch(first.in(protocol.name()));
    }

    @Override
    public void unwatch() {
        connection.output().unwatch();
    }

    void follow(BroadcastLog log) {
        connection.output().follow(log, protocol.name());
    }

    @Override
    public void onEnd(Consumer<DisconnectReason> listener) {
        connection.onEnd(listener);
    }

    /** {@return the groups that it is in, for whoever holds its lock and keeps their members} */
    @GuardedBy("this")
    Set<String> groups() {
        return groups;
    }
}
