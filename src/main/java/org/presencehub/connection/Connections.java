package org.presencehub.connection;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.Delimiter;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.identity.Caller;
import org.presencehub.lifecycle.Spared;
import org.presencehub.work.Attempt;

/** The connections of one hub, found by their secret token. Thread-safe. */
public final class Connections {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder ID = Base64.getUrlEncoder().withoutPadding();

    private final String hub;
    private final ConnectionOptions options;
    private final MemoryBudget memory;
    private final ConnectionListener listener;
    private final Function<Connection, ConnectionHandler> handlers;
    private final Delimiter firstDelimiter;
    private final LongSupplier nanoTime;
    private final SharedQuota shared;
    private final ConnectionQuota quota;
    private final ConcurrentMap<String, Connection> byToken = new ConcurrentHashMap<>();
    private final Set<Connection> all = ConcurrentHashMap.newKeySet(); // until the transport is closed too
    private final Set<Connection> leaving = ConcurrentHashMap.newKeySet(); // ended, but what they sent is being served
    private final Set<String> direct = ConcurrentHashMap.newKeySet(); // ids of those whose clients know no token
    private volatile boolean refusing; // nobody new is let in
    private volatile boolean suspended; // and the server itself lets nobody in, and not everything that clients send

    /**
     * @param hub the hub's path
     * @param memory what these connections and others may hold together
     * @param shared what they share with others
     * @param listeners hear of the connections' lives
     * @param firstDelimiter cuts the input of a new connection
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    public Connections(
            String hub,
            List<ConnectionListener> listeners,
            ConnectionOptions options,
            MemoryBudget memory,
            SharedQuota shared,
            Function<Connection, ConnectionHandler> handlers,
            Delimiter firstDelimiter,
            LongSupplier nanoTime) {
        this.hub = hub;
        this.options = options;
        this.memory = memory;
        listener = new ConnectionListeners(listeners);
        this.handlers = handlers;
        this.firstDelimiter = firstDelimiter;
        this.nanoTime = nanoTime;
        this.shared = shared;
        quota = new ConnectionQuota(options.capacity(), nanoTime);
        memory.watch(all);
        memory.watch(leaving);
    }

    /**
     * {@return a new connection with a public id and a secret token, or empty if there are too many, they hold too much, or none is let in}
     *
     * @throws TooManyConnectionsException if the caller has too many
     */
    public Optional<Connection> open(Caller caller) {
        return open(caller, newId(), newId());
    }

    /** The same for a client that knows no token, since it has not asked for one; but its hub may tell it the public id. */
    public Optional<Connection> openDirectly(Caller caller) {
        Optional<Connection> opened = open(caller);
        opened.ifPresent(connection -> {
            direct.add(connection.id());
            connection.onEnd(reason -> direct.remove(connection.id())); // at once, if it has ended meanwhile
        });
        return opened;
    }

    /** {@return whether this is the public id of a connection whose client knows no token} */
    public boolean isDirect(String id) {
        return direct.contains(id);
    }

    private Optional<Connection> open(Caller caller, String id, String token) {
        if (isRefusing() || !mayHoldMore()) {
            return Optional.empty();
        }
        quota.acquire(caller);
        if (!shared.tryAcquire()) {
            quota.free(caller);
            return Optional.empty();
        }
        Connection connection = make(caller, id, token);
        quota.add(connection);
        listener.opened(connection);
        all.add(connection); // first: whoever is found may end
        byToken.put(token, connection);
        shared.add(connection);
        if (isRefusing()) { // looked at last: whoever sends them all away looks in the opposite order
            connection.end(DisconnectReason.DRAINING);
            return Optional.empty();
        }
        return Optional.of(connection);
    }

    /** Gives the place back where none can be made: memory may be short, or a class not be found. */
    private Connection make(Caller caller, String id, String token) {
        try {
            return new Connection(
                    hub,
                    id,
                    token,
                    caller,
                    options,
                    memory,
                    handlers,
                    firstDelimiter,
                    nanoTime,
                    listener,
                    this::concluded,
                    this::closed);
        } catch (RuntimeException | Error e) {
            shared.free();
            quota.free(caller);
            throw e;
        }
    }

    /**
     * The user's place is free before its client can know: it may come back at once. But whoever leaves calls behind has it until they are served,
     * or else it could leave as many as it likes.
     */
    private void concluded(Connection connection) {
        byToken.remove(connection.token());
        leaving.add(connection);
        release(connection);
    }

    private void release(Connection connection) {
        if (connection.isServed() && leaving.remove(connection)) {
            quota.free(connection);
        }
    }

    private void closed(Connection connection) {
        all.remove(connection);
        shared.free();
    }

    /** {@return the connection with this token, unless it has ended} */
    public Optional<Connection> byToken(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /** {@return whether the server has memory for more} */
    public boolean mayHoldMore() {
        return memory.relieve();
    }

    /** {@return whether nobody new is let in} */
    public boolean isRefusing() {
        return refusing || suspended;
    }

    /** Lets nobody new in. */
    void refuse() {
        refusing = true;
    }

    /** Lets them in again. */
    void admit() {
        refusing = false;
    }

    /** Lets nobody new in for now, and takes none of those who are there for silent. */
    void suspend(boolean now) {
        suspended = now;
    }

    /** {@return how many have not ended} */
    int waiting() {
        return byToken.size();
    }

    /** {@return how many there are whose transport is not closed} */
    int left() {
        return all.size();
    }

    /** Tells so many that they may come again, and ends them. {@return how many that were} */
    int sendAway(int atMost, Spared spared) {
        int sent = 0;
        for (Iterator<Connection> some = byToken.values().iterator(); sent < atMost && some.hasNext(); ) {
            if (some.next().sendAway(spared)) {
                sent++;
            }
        }
        return sent;
    }

    /**
     * Comes about once a second.
     *
     * @param late for how many nanoseconds since the last time the server itself kept clients waiting
     */
    void tick(long late) {
        long now = nanoTime.getAsLong();
        if (suspended) {
            all.forEach(Connection::excuse);
        }
        if (late > 0) {
            all.forEach(connection -> connection.excuse(late, now));
        }
        all.forEach(
                connection -> Attempt.run(() -> connection.tick(now), cause -> ConnectionLog.tickFailed(hub, cause)));
        leaving.forEach(this::release);
        shared.forget();
    }

    /** Ends them all, and lets no new one in. */
    void endAll(DisconnectReason reason) {
        refusing = true;
        all.forEach(connection -> connection.end(reason));
    }

    private static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return ID.encodeToString(bytes);
    }
}
