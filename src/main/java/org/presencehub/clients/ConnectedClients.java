package org.presencehub.clients;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.Delivery;
import org.presencehub.HubException;
import org.presencehub.connection.outbound.BroadcastLog;
import org.presencehub.connection.outbound.FanOut;

/** The clients of one hub, found by connection, by user and by group. Thread-safe; readers see each client that was there throughout. */
public final class ConnectedClients {
    /** More than anybody is in; what one connection holds is bounded. */
    private static final int MOST_GROUPS = 1_000;

    private static final int LONGEST_GROUP = 1_024;

    /** Bytes that a membership takes beside the name: somewhat more than in a group of many, and less than in one of one. */
    private static final int GROUP = 200;

    /** Whoever sends to more leaves their writes to the fan-out: to wake its thread takes as long as some writes. */
    private static final int FEW = 8;

    private final BroadcastLog log;
    private final FanOut fanOut;
    private final Map<String, ConnectedClient> byId = new ConcurrentHashMap<>();
    private final NamedClients byUser = new NamedClients();
    private final NamedClients byGroup = new NamedClients();

    /**
     * @param log what they are all sent
     * @param fanOut writes what many of them are sent
     */
    public ConnectedClients(BroadcastLog log, FanOut fanOut) {
        this.log = log;
        this.fanOut = fanOut;
    }

    /** Takes a client in, until its connection ends. */
    public void add(ConnectedClient client) {
        client.follow(log);
        byId.put(client.connectionId(), client);
        index(client.user(), client);
        client.onEnd(reason -> remove(client)); // at once, if it ended before it was taken in
    }

    /** Binds a client to a user, and to no other. */
    public void bind(ConnectedClient client, String user) {
        synchronized (client) { // two bindings, or one and the end, must not leave it under two users
            unindex(client.user(), client);
            client.boundTo(user);
            if (isHere(client)) {
                index(user, client);
            }
        }
    }

    /** Puts a client into a group, if it is here. */
    void join(String connectionId, String group) {
        if (group.length() > LONGEST_GROUP) {
            throw new HubException("The name of a group has at most " + LONGEST_GROUP + " characters.");
        }
        ConnectedClient client = byId.get(connectionId);
        if (client != null) {
            synchronized (client) { // the end, if it comes first, must not leave it in a group
                if (isHere(client) && !client.groups().contains(group)) {
                    requireFew(client.groups());
                    client.groups().add(group);
                    byGroup.add(group, client);
                    client.connection().inGroupsOf(weight(group));
                }
            }
        }
    }

    private static void requireFew(Set<String> groups) {
        if (groups.size() == MOST_GROUPS) {
            throw new HubException("A connection is in at most " + MOST_GROUPS + " groups.");
        }
    }

    /** {@return about how many bytes it takes that a connection is in the group}, which may have no other member */
    private static long weight(String group) {
        return GROUP + 2L * group.length();
    }

    /** Takes a client out of a group. */
    void leave(String connectionId, String group) {
        ConnectedClient client = byId.get(connectionId);
        if (client != null) {
            synchronized (client) {
                if (client.groups().remove(group)) {
                    byGroup.remove(group, client);
                    client.connection().inGroupsOf(-weight(group));
                }
            }
        }
    }

    private void remove(ConnectedClient client) {
        synchronized (client) {
            byId.remove(client.connectionId());
            unindex(client.user(), client);
            client.groups().forEach(group -> byGroup.remove(group, client));
            client.groups().clear();
        }
        client.end();
    }

    private boolean isHere(ConnectedClient client) {
        return byId.containsKey(client.connectionId());
    }

    private void index(@Nullable String user, ConnectedClient client) {
        if (user != null) {
            byUser.add(user, client);
        }
    }

    private void unindex(@Nullable String user, ConnectedClient client) {
        if (user != null) {
            byUser.remove(user, client);
        }
    }

    /** Appends an event for all who watch now; it leaves when it is published. */
    public void append(Announcement event) {
        log.append(event);
    }

    /** Has everything sent that was appended. */
    public void publish() {
        log.publish();
    }

    /** Sends to all. {@return how many there are} */
    Delivery broadcast(Announcement announcement) {
        log.broadcast(announcement);
        return Delivery.reached(byId.size(), byUser.size(), log.behind());
    }

    /** Sends to these, each by itself. {@return whom it reached} */
    Delivery send(Announcement announcement, Stream<ConnectedClient> clients) {
        int asked = 0;
        int reached = 0;
        int behind = 0;
        Set<String> users = new HashSet<>();
        for (Iterator<ConnectedClient> all = clients.iterator(); all.hasNext(); asked++) {
            ConnectedClient client = all.next();
            if (asked < FEW ? client.send(announcement) : client.send(announcement, fanOut)) {
                reached++;
                behind += client.isBehind() ? 1 : 0;
                String user = client.user();
                if (user != null) {
                    users.add(user);
                }
            }
        }
        if (asked > FEW) {
            fanOut.start();
        }
        return Delivery.reached(reached, users.size(), behind);
    }

    /** {@return how many there are} */
    public int size() {
        return byId.size();
    }

    /** {@return how many groups have members} */
    public int groups() {
        return byGroup.size();
    }

    /** {@return all of them} */
    public Stream<ConnectedClient> all() {
        return byId.values().stream();
    }

    public Optional<ConnectedClient> withId(@Nullable String connectionId) {
        return connectionId == null ? Optional.empty() : Optional.ofNullable(byId.get(connectionId));
    }

    Stream<ConnectedClient> withIds(Collection<String> connectionIds) {
        return distinct(connectionIds).map(byId::get).filter(Objects::nonNull);
    }

    /** {@return those of these users, each once} */
    public Stream<ConnectedClient> ofUsers(Collection<String> userIds) {
        return distinct(userIds).flatMap(byUser::of);
    }

    /** {@return those in these groups, each once} */
    Stream<ConnectedClient> inGroups(Collection<String> groups) {
        return distinct(groups).flatMap(byGroup::of).distinct();
    }

    /** Ids that a client sent may be null, which nobody has. */
    private static Stream<String> distinct(Collection<String> ids) {
        return ids.stream().filter(Objects::nonNull).distinct();
    }
}
