package org.presencehub.presence.state;

import org.jspecify.annotations.Nullable;

/** A connection that was tracked at least once and has not ended. Confined to whoever guards the state, but for its id. */
final class TrackedConnection implements Identified {
    private final String id;
    private @Nullable User user;

    TrackedConnection(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** {@return whom it makes online, or null after it was untracked} */
    @Nullable
    User user() {
        return user;
    }

    void makesOnline(@Nullable User whom) {
        user = whom;
    }
}
