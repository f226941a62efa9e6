package org.presencehub.hubs;

import java.util.Set;

/**
 * Who may send directed messages from a client. Immutable.
 *
 * @param sendRoles the roles, one of which a sender needs; if empty, whoever is connected may send
 * @param broadcastRoles the roles, one of which is needed to send to everybody; if empty, those who may send may broadcast
 */
public record LatchOptions(Set<String> sendRoles, Set<String> broadcastRoles) {
    /** The key of {@link #sendRoles}. */
    public static final String SEND_ROLES = "presencehub.latch.send-roles";

    /** The key of {@link #broadcastRoles}. */
    public static final String BROADCAST_ROLES = "presencehub.latch.broadcast-roles";

    /** Everybody may send, and to everybody. */
    public static final LatchOptions DEFAULTS = new LatchOptions(Set.of(), Set.of());

    public LatchOptions {
        sendRoles = Set.copyOf(sendRoles);
        broadcastRoles = broadcastRoles.isEmpty() ? sendRoles : Set.copyOf(broadcastRoles);
    }
}
