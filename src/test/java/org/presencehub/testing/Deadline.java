package org.presencehub.testing;

import java.time.Duration;

/** The end of a test's patience. A read that waits ignores interrupts, so waiting must end by itself. Immutable. */
public final class Deadline {
    private final long end;

    public Deadline(Duration patience) {
        end = System.nanoTime() + patience.toNanos();
    }

    /** Fails the test if the time is over. */
    public void check() {
        if (System.nanoTime() > end) {
            throw new AssertionError("What was awaited did not come in time");
        }
    }
}
