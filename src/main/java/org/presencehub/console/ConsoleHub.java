package org.presencehub.console;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.Drain;
import org.presencehub.Hub;
import org.presencehub.HubException;
import org.presencehub.HubMethodName;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.OnlineUsers;
import org.presencehub.Presence;
import org.presencehub.RawArguments;
import org.presencehub.Reconnect;
import org.presencehub.UserConnection;
import org.presencehub.UserConnections;

/**
 * What the console shows beyond the events of the other hubs, and what it can do. An instance per call.
 *
 * <p>Its methods never block, so that they answer even when those of other hubs hold up every thread: that is when one wants to look.
 */
@Hub(value = "/presencehub/console", whileDraining = true)
@RolesAllowed(ConsoleHub.ROLE)
public class ConsoleHub {
    static final String ROLE = "presencehub-admin";
    /** More than fit on any screen. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_CONNECTIONS = 100;

    @Inject
    private ConsoleFeed feed;

    @Inject
    private Presence presence;

    @Inject
    private OnlineUsers online;

    @Inject
    private UserConnections connections;

    @Inject
    private DirectedMessages messages;

    @Inject
    private Drain drain;

    /** Whoever looks is online, and told who else is. */
    @OnConnected
    @NonBlocking
    public void arrived() {
        presence.track();
    }

    /** {@return everybody who is online} To write that takes its time, during which an I/O thread would serve nobody else. */
    @HubMethodName("GetOnlineUsers")
    public List<String> onlineUsers() {
        return online.snapshot().users();
    }

    /**
     * {@return what is new, and what the page shows}
     *
     * @param position of the look before; 0 for the first
     * @param newestEnded the connection whose end was known last, or null
     * @param rows the users whose rows are in view
     * @param person who is looked at, or null
     */
    @NonBlocking
    @HubMethodName("Look")
    public ConsoleView look(long position, @Nullable String newestEnded, List<String> rows, @Nullable String person) {
        requireAll(rows, "Name the users whose rows are in view.");
        if (rows.size() > MOST_ROWS) {
            throw new HubException("Ask for at most " + MOST_ROWS + " rows at once.");
        }
        return feed.look(
                position,
                newestEnded,
                rows.stream().distinct().map(this::row).toList(),
                person == null ? null : person(person));
    }

    /**
     * {@return whom the message reached}
     *
     * @param userIds the receivers, or null for everybody
     */
    @NonBlocking
    @HubMethodName("Send")
    public Reached send(@Nullable List<String> userIds, String component, String method, RawArguments payload) {
        require(component, "Name the component.");
        require(method, "Name the method.");
        if (userIds != null) {
            requireAll(userIds, "Name each receiver.");
        }
        DirectedMessage message = userIds == null
                ? DirectedMessage.toAll(component, method, payload)
                : DirectedMessage.toUsers(userIds, component, method, payload);
        Delivery delivery = messages.send(message);
        return new Reached(delivery.connections(), delivery.users());
    }

    /** {@return how many connections that ended} */
    @NonBlocking
    @HubMethodName("Disconnect")
    public int disconnect(String userId, boolean mayReconnect) {
        require(userId, "Name the user.");
        return connections.kick(userId, mayReconnect ? Reconnect.INVITED : Reconnect.NOT);
    }

    /** Sends everybody away but those who look. {@return how far that is} */
    @NonBlocking
    @HubMethodName("Drain")
    public Drain.Progress drain() {
        drain.begin();
        return drain.progress();
    }

    /** {@return whether clients are let in again} */
    @NonBlocking
    @HubMethodName("TakeBackDrain")
    public boolean takeBackDrain() {
        return drain.takeBack();
    }

    /** JSON's null fits every parameter that is an object. */
    private static void require(@Nullable Object argument, String otherwise) {
        if (argument == null) {
            throw new HubException(otherwise);
        }
    }

    private static void requireAll(@Nullable List<String> arguments, String otherwise) {
        if (arguments == null || arguments.stream().anyMatch(Objects::isNull)) {
            throw new HubException(otherwise);
        }
    }

    private ConsoleView.Row row(String user) {
        List<UserConnection> open = connections.of(user);
        return new ConsoleView.Row(
                user,
                tabs(open),
                open.size(),
                open.stream().map(UserConnection::transport).collect(Collectors.toCollection(LinkedHashSet::new)),
                open.isEmpty() ? null : open.get(0).since(),
                open.isEmpty() ? "" : open.get(open.size() - 1).userAgent(),
                open.stream().mapToLong(UserConnection::queuedBytes).sum());
    }

    private ConsoleView.Person person(String user) {
        List<UserConnection> open = connections.of(user);
        return new ConsoleView.Person(
                user,
                online.isOnline(user),
                tabs(open),
                open.size(),
                open.stream().limit(MOST_CONNECTIONS).toList());
    }

    private static int tabs(List<UserConnection> open) {
        return open.stream()
                .collect(Collectors.groupingBy(UserConnection::hub, Collectors.summingInt(each -> 1)))
                .values()
                .stream()
                .max(Integer::compare)
                .orElse(0);
    }

    /** Whom a message reached. Immutable. */
    public record Reached(int connections, int users) {}
}
