package org.presencehub;

/**
 * Puts connections of a hub into groups, which {@link Clients#group} addresses; inject it into the hub itself. Thread-safe.
 *
 * <p>In any other bean it is about the hub whose call is running, and throws {@link IllegalStateException} outside one; see
 * {@link HubContext#groups()}. Names are compared letter by letter: {@code Lobby} is not {@code lobby}, and
 * who leaves the one stays in the other. A membership ends with its connection. Changes do not wait for a
 * transaction's commit.
 */
public interface Groups {
    /**
     * Puts a connection into a group; no effect if it is in it, or there is no such connection.
     *
     * @throws HubException if the connection is in 1,000 groups, or the name has more than 1,024 characters: a client that may choose its groups
     *     must not fill the memory with them
     */
    void add(String connectionId, String group);

    /** Takes a connection out of a group; no effect if it is not in it. */
    void remove(String connectionId, String group);
}
