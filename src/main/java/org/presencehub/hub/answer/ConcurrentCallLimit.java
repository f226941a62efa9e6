package org.presencehub.hub.answer;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.presencehub.HubException;
import org.presencehub.hub.options.CallOptions;

/** Counts the concurrent calls of one connection, so that what it has waiting for threads is bounded. Thread-safe. */
public final class ConcurrentCallLimit {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param threads how many there are for all connections */
    public ConcurrentCallLimit(int threads) {
        most = Math.max(1, threads / 2);
    }

    /** {@return why no more calls may come, or empty if one may} */
    public Optional<HubException> refusal() {
        return taken.get() < most
                ? Optional.empty()
                : Optional.of(new HubException("A connection may have " + most
                        + " calls at once that stream or have asked a client (half of " + CallOptions.THREADS + ")."));
    }

    /** {@return what a call takes, whether one more may come or not} */
    public Permit acquire() {
        taken.incrementAndGet();
        return new Permit(taken::decrementAndGet);
    }
}
