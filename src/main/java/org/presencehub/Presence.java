package org.presencehub;

/** Hands connections to the presence tracker; call it from {@link OnConnected} of your hub. Thread-safe. */
public interface Presence {
    /**
     * Tracks the calling connection, which becomes a watcher: its user is online as long as it lasts, and it receives
     * {@code GetOnlineUsers} (at once, with itself in it), {@code UserIsOnline} and {@code UserIsOffline} on its own hub.
     *
     * <p>Membership ends with the connection by itself, whatever the hub's methods do or throw.
     *
     * @throws IllegalStateException outside a hub call, or if the connection was opened without a token
     */
    void track();

    /**
     * Ends the calling connection's membership before the connection ends.
     *
     * @throws IllegalStateException outside a hub call
     */
    void untrack();
}
