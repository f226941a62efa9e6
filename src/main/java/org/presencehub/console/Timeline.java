package org.presencehub.console;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The last lines of who came and went; the oldest give way. Thread-safe. */
final class Timeline {
    private static final int KEPT = 200;

    private final Queue<ConsoleView.Entry> entries = new ArrayDeque<>();
    private long position;

    synchronized void add(ConsoleView.Entry entry) {
        entries.add(entry);
        position++;
        if (entries.size() > KEPT) {
            entries.remove();
        }
    }

    /** {@return what was added since this position, and is still kept} */
    synchronized Slice after(long from) {
        long missed = Math.min(Math.max(position - from, 0), entries.size());
        return new Slice(
                position, entries.stream().skip(entries.size() - missed).toList());
    }

    /** {@return whether the user is known to have gone offline at that time or later} */
    synchronized boolean wentSince(String user, Instant time) {
        return entries.stream()
                .anyMatch(entry -> entry.kind() == ConsoleView.Kind.went
                        && entry.user().equals(user)
                        && !entry.time().isBefore(time));
    }

    /** Immutable. */
    record Slice(long position, List<ConsoleView.Entry> entries) {}
}
