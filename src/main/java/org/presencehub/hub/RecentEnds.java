package org.presencehub.hub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.List;
import org.presencehub.EndedConnection;
import org.presencehub.stereotype.Component;

/** The connections that ended last, of all hubs. Thread-safe. */
@Component
final class RecentEnds {
    static final int KEPT = 100;

    @GuardedBy("this")
    private final ArrayDeque<EndedConnection> ends = new ArrayDeque<>(KEPT);

    synchronized void add(EndedConnection ended) {
        if (ends.size() == KEPT) {
            ends.removeLast();
        }
        ends.addFirst(ended);
    }

    /** {@return at most {@value #KEPT}, the latest first} */
    synchronized List<EndedConnection> all() {
        return List.copyOf(ends);
    }
}
