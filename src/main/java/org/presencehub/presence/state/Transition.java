package org.presencehub.presence.state;

import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;

/**
 * A user came online or went offline. Immutable.
 *
 * @param version its place in the one order that all watchers share, beginning with 1
 * @param reason why the last connection of a user who went ended, or null for one who came
 */
public record Transition(
        long version, String user, @Nullable DisconnectReason reason) {
    /** {@return whether the user came} */
    public boolean online() {
        return reason == null;
    }
}
