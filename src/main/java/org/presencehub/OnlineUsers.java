package org.presencehub;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is online, as an immutable picture that changes with every transition; inject it anywhere. Thread-safe, never blocks. */
public interface OnlineUsers {
    /** {@return whether the user has a connection, or had one until a moment ago (the grace period)} */
    boolean isOnline(String userId);

    /** {@return how many users are online} */
    int count();

    /** {@return those of them who are online} */
    Set<String> among(Collection<String> userIds);

    /**
     * {@return up to so many users who are online, in natural order}
     *
     * @param after whose successors to begin with, online or not: the last one of the page before; null for the first page
     */
    List<String> page(@Nullable String after, int atMost);

    /** {@return the ids of the connections that make the user online} None while only the grace period of the last one does. */
    Set<String> connectionsOf(String userId);

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
