package org.presencehub.connection.outbound;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * A follower of a log, and what it has not read. Immutable.
 *
 * @param bytes of memory
 */
record Laggard(BroadcastLog.Follower follower, long bytes) {
    /** Tells each its share: what some have not read, each of them has an equal part of. {@return how many bytes are kept} */
    static long shareOut(Set<BroadcastLog.Follower> followers, BroadcastLog.Position end) {
        List<Laggard> all = new ArrayList<>();
        for (BroadcastLog.Follower each : followers) {
            BroadcastLog.Position read = each.position();
            long bytes = read == null || !read.isBefore(end) ? 0 : read.memoryTo(end);
            if (bytes >= MemoryBudget.PAGE) {
                all.add(new Laggard(each, bytes));
            } else {
                each.share(0);
            }
        }
        all.sort(Comparator.comparingLong(Laggard::bytes));
        long share = 0;
        long before = 0;
        for (int i = 0; i < all.size(); i++) {
            Laggard next = all.get(i);
            share += (next.bytes - before) / (all.size() - i);
            before = next.bytes;
            next.follower.share(share);
        }
        return before;
    }
}
