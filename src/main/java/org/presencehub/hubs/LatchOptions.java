package org.presencehub.hubs;

import java.util.Set;

/**
 * Who may send directed messages from a client. Immutable.
 *
 * @param senderRoles the roles, one of which a sender needs; if empty, whoever is connected may send
 */
public record LatchOptions(Set<String> senderRoles) {
    /** The key of {@link #senderRoles}. */
    public static final String SENDER_ROLES = "presencehub.latch.sender-roles";

    /** Everybody may send. */
    public static final LatchOptions DEFAULTS = new LatchOptions(Set.of());

    public LatchOptions {
        senderRoles = Set.copyOf(senderRoles);
    }
}
