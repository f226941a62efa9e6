package org.presencehub.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Connections;
import org.presencehub.connection.HubRoute;
import org.presencehub.connection.SharedQuota;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.identity.Access;
import org.presencehub.testing.UngatedRefreshes;

/** A hub for everybody, whose messages end with a semicolon and are answered with themselves. Thread-safe. */
public record EchoRoute(Set<HubTransport> transports, Connections connections, TokenRefreshes refreshes)
        implements HubRoute {
    public EchoRoute() {
        this(EnumSet.allOf(HubTransport.class));
    }

    public EchoRoute(Set<HubTransport> transports) {
        this(
                transports,
                new Connections(
                        "/hub",
                        List.of(),
                        ConnectionOptions.DEFAULTS,
                        new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                        new SharedQuota(10_000),
                        Echo::new,
                        EchoRoute::end,
                        System::nanoTime),
                new UngatedRefreshes(true));
    }

    /** {@return the same hub, which takes no tokens later} */
    EchoRoute withoutRefreshes() {
        return new EchoRoute(transports, connections, new UngatedRefreshes(false));
    }

    private static int end(byte[] bytes, int from, int searched, int to) {
        for (int at = searched; at < to; at++) {
            if (bytes[at] == ';') {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public String path() {
        return "/hub";
    }

    @Override
    public Access access() {
        return new Access.Open();
    }

    @Override
    public Set<String> roles() {
        return Set.of();
    }

    @Override
    public boolean statefulReconnect() {
        return true;
    }

    /** Answers each message by itself, and ends at an empty one. */
    private record Echo(Connection connection) implements ConnectionHandler {
        @Override
        public void opened() {}

        @Override
        public void received(InboundMessage inbound) {
            String message = new String(inbound.bytes(), inbound.from(), inbound.to() - inbound.from(), ISO_8859_1);
            if (message.equals(";")) {
                connection.finish(Batch.of(message.getBytes(ISO_8859_1), false), DisconnectReason.GOODBYE);
            } else {
                connection.output().send(Batch.of(message.getBytes(ISO_8859_1), false));
            }
        }

        @Override
        public void refused(DisconnectReason reason, long size, long limit) {}

        @Override
        public void tick(long nanos) {}

        @Override
        public void ended(DisconnectReason reason) {}
    }
}
