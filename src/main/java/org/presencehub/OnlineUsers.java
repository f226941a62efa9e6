package org.presencehub;

import java.util.List;

/** Who is online, as an immutable picture that changes with every transition; inject it anywhere. Thread-safe, never blocks. */
public interface OnlineUsers {
    /** {@return whether the user has a connection, or had one until a moment ago (the grace time)} */
    boolean isOnline(String userId);

    /** {@return how many users are online} */
    int count();

    /** {@return everybody who is online, and the version of the transition that made it so} */
    Snapshot snapshot();

    /**
     * Who was online after a transition. Immutable.
     *
     * @param version counts transitions since the start of this node; 0 before the first
     * @param users ids in natural order, each once
     */
    record Snapshot(long version, List<String> users) {}
}
