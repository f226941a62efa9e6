package org.presencehub.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.options.Capacity;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.identity.Caller;

/**
 * Gives each user so many places and no more; those without a user share the places of their address. Thread-safe.
 *
 * <p>Where all are taken, one that nobody uses is given anew: pages negotiate twice, and the sockets of a telephone that changed its network hang.
 */
final class ConnectionQuota {
    /** Who pings as the official clients do, or answers when asked, is never silent for so long. */
    private static final Duration HUNG = Duration.ofSeconds(25);

    private final int perUser; // 0 for no limit
    private final LongSupplier nanoTime;
    private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();

    /** What one user has taken. Guarded by its key in the map. */
    private static final class Account {
        int taken;
        final Set<Connection> connections = new LinkedHashSet<>(2); // in the order in which they came

        /** {@return one that nobody uses: the first that still waits for its transport, or else whose socket has hung longest} */
        Optional<Connection> unused(long now) {
            return connections.stream()
                    .filter(each -> !each.hasBegun())
                    .findFirst()
                    .or(() -> connections.stream()
                            .filter(each -> hungFor(each, now) > HUNG.toNanos())
                            .max(Comparator.comparingLong(each -> hungFor(each, now))));
        }

        /** Only of a WebSocket one can tell: other transports' clients may have nothing to say. */
        private static long hungFor(Connection connection, long now) {
            Transport transport = connection.transport();
            boolean speaks = transport != null && !transport.showsLife() && !transport.noticesEnd();
            return speaks ? connection.silentFor(now) : 0;
        }
    }

    ConnectionQuota(Capacity capacity, LongSupplier nanoTime) {
        this.perUser = capacity.maxPerUser();
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a place, for a connection that is to be {@linkplain #add added}.
     *
     * @throws TooManyConnectionsException if the user has them all, and uses them
     */
    void acquire(Caller caller) {
        if (perUser > 0) {
            Connection[] unused = new Connection[1];
            accounts.compute(caller.account(), (key, known) -> acquire(known, unused));
            if (unused[0] != null) {
                unused[0].end(unused[0].hasBegun() ? DisconnectReason.SILENT : DisconnectReason.NEVER_ATTACHED);
            }
        }
    }

    private Account acquire(@Nullable Account known, @Nullable Connection[] unused) {
        Account account = known == null ? new Account() : known;
        if (account.taken < perUser) {
            account.taken++;
            return account;
        }
        Connection gives =
                account.unused(nanoTime.getAsLong()).orElseThrow(() -> new TooManyConnectionsException(perUser));
        account.connections.remove(gives); // its place is another's now
        unused[0] = gives;
        return account;
    }

    /** The place that its caller has taken is this one's. */
    void add(Connection connection) {
        accounts.computeIfPresent(connection.opener().account(), (key, account) -> {
            account.connections.add(connection);
            return account;
        });
    }

    /** Gives the connection's place back, if it has one still. */
    void free(Connection connection) {
        accounts.computeIfPresent(
                connection.opener().account(),
                (key, account) -> account.connections.remove(connection) ? withOneLess(account) : account);
    }

    /** Gives a place back that no connection was added for. */
    void free(Caller caller) {
        accounts.computeIfPresent(caller.account(), (key, account) -> withOneLess(account));
    }

    private static @Nullable Account withOneLess(Account account) {
        account.taken--;
        return account.taken == 0 ? null : account;
    }
}
