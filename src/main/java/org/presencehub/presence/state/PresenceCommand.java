package org.presencehub.presence.state;

import org.presencehub.DisconnectReason;

/** What is said of a connection. Immutable, and has in it whatever decides: whoever applies the same commands in the same order decides the same. */
public sealed interface PresenceCommand {
    /** {@return the id of the connection} */
    String connection();

    /** It makes the user online from now on. No effect if it makes somebody online already. */
    record Track(String connection, String user) implements PresenceCommand {}

    /**
     * It makes nobody online any more, and may be tracked again. No effect if it does not make anybody online.
     *
     * @param grace for how long its user stays online without it
     */
    record Untrack(String connection, Grace grace) implements PresenceCommand {}

    /**
     * It has ended, and is forgotten. No effect if it is unknown.
     *
     * @param grace for how long its user stays online without it
     */
    record End(String connection, DisconnectReason reason, Grace grace) implements PresenceCommand {}
}
