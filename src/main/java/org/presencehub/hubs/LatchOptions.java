package org.presencehub.hubs;

import java.util.Set;
import org.presencehub.config.Settings;

/**
 * Who may send directed messages from a client. Immutable.
 *
 * @param send who may send to users
 * @param broadcast who may send to everybody at once
 */
public record LatchOptions(Senders send, Senders broadcast) {
    /** The key of {@link #send}. */
    public static final String SEND_ROLES = "presencehub.latch.send-roles";

    /** The key of {@link #broadcast}. */
    public static final String BROADCAST_ROLES = "presencehub.latch.broadcast-roles";

    /** Ignored, it would say nothing to those who relied on it. */
    private static final String FORMER_SEND_ROLES = "presencehub.latch.sender-roles";

    /** Nobody may send. */
    public static final LatchOptions CLOSED = new LatchOptions(Senders.NOBODY, Senders.NOBODY);

    /** Whoever is connected may send, and to everybody. */
    public static final LatchOptions OPEN = new LatchOptions(Senders.EVERYBODY, Senders.EVERYBODY);

    /**
     * {@return what the settings say}
     *
     * <p>Nobody may send until a key says who. In development everybody may, and where the hub asks for no token: that is the open form, in which
     * nobody can have a role.
     */
    public static LatchOptions from(Settings settings) {
        settings.refuse(FORMER_SEND_ROLES, "is called " + SEND_ROLES + " now");
        boolean open = settings.development() || settings.openHubs().contains(LatchHub.PATH);
        Senders send = senders(settings, SEND_ROLES, open ? Senders.EVERYBODY : Senders.NOBODY);
        return new LatchOptions(send, senders(settings, BROADCAST_ROLES, send));
    }

    private static Senders senders(Settings settings, String key, Senders otherwise) {
        Set<String> roles = Set.copyOf(settings.list(key));
        return roles.isEmpty() ? otherwise : new Senders(roles);
    }
}
