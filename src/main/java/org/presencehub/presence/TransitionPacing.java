package org.presencehub.presence;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * When transitions leave: at once when it was quiet, in a storm many together, the fewer times a second the more are told. Confined to
 * whoever guards it.
 *
 * <p>It has no clock: times are nanoseconds that its caller hands in. Telling somebody costs the server about the same for one transition
 * as for a hundred, so what is paced are the tellings: as many to all, a second, as a part of one processor pays for.
 */
final class TransitionPacing {
    static final Duration LEAST = Duration.ofMillis(20);
    static final Duration MOST = Duration.ofMillis(500);

    /** At some 30 microseconds each, three tenths of a processor. */
    private static final long TELLINGS_PER_SECOND = 10_000;

    private boolean changed;
    private long last = -MOST.toNanos(); // before all time, which begins with 0

    /** There is something to tell. */
    void changed() {
        changed = true;
    }

    /** {@return when it has to leave, which may be past; empty if there is nothing to tell} */
    OptionalLong due(int audience) {
        return changed ? OptionalLong.of(last + length(audience)) : OptionalLong.empty();
    }

    /** {@return whether it leaves now, which is then taken as done} */
    boolean tryAcquire(long now, int audience) {
        OptionalLong due = due(audience);
        if (due.isEmpty() || now < due.getAsLong()) {
            return false;
        }
        changed = false;
        last = now;
        return true;
    }

    private static long length(int audience) {
        long paid = Duration.ofSeconds(1).toNanos() * audience / TELLINGS_PER_SECOND;
        return Math.min(MOST.toNanos(), Math.max(LEAST.toNanos(), paid));
    }
}
