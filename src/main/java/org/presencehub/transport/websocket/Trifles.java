package org.presencehub.transport.websocket;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the frames of one WebSocket that bring nothing: nobody needs many, and each takes a server as long as a message. Confined to the
 * thread that reads.
 *
 * <p>Undertow handles the thousands of frames that fit into one of its buffers before it turns to another socket.
 */
final class Trifles {
    private static final int MOST_IN_A_SECOND = 100;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long since;
    private int count;

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    Trifles(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        since = nanoTime.getAsLong();
    }

    /**
     * Another frame has come.
     *
     * @param bytes how many bytes it brings for the hub
     * @return whether it is one too many
     */
    boolean isTooMany(int bytes) {
        if (bytes > 0) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (now - since >= SECOND) {
            since = now;
            count = 0;
        }
        return ++count > MOST_IN_A_SECOND;
    }
}
