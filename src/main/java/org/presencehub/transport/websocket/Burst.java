package org.presencehub.transport.websocket;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts the frames that one WebSocket brings at once, so that it does not keep the others waiting. Confined to the thread that reads. */
final class Burst {
    private static final int FRAMES = 128;
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(20);

    private final LongSupplier nanoTime;
    private long since;
    private int count;

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    Burst(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        since = nanoTime.getAsLong();
    }

    /** Another frame has come. {@return whether it is time for others} */
    boolean isLong() {
        if (++count < FRAMES) {
            return false;
        }
        long now = nanoTime.getAsLong();
        boolean atOnce = now - since < AT_ONCE;
        since = now;
        count = 0;
        return atOnce;
    }
}
