package org.presencehub.presence;

import java.util.Collections;
import java.util.List;
import org.presencehub.OnlineUsers;
import org.presencehub.stereotype.Component;

/** What applications read: the latest snapshot, without a lock or a proxy on the way. Thread-safe. */
@Component
final class Roster implements OnlineUsers {
    private volatile Snapshot latest = new Snapshot(0, List.of());

    void publish(Snapshot snapshot) {
        latest = snapshot;
    }

    @Override
    public boolean isOnline(String userId) {
        return Collections.binarySearch(latest.users(), userId) >= 0;
    }

    @Override
    public int count() {
        return latest.users().size();
    }

    @Override
    public Snapshot snapshot() {
        return latest;
    }
}
