package org.presencehub.hub;

/**
 * When a connection is pinged, and when it has been silent for too long. Confined to the heartbeat.
 *
 * <p>The reference arms the timeout at a client's first ping, and so never ends a client that goes silent at once; here it is armed from the
 * handshake on.
 */
final class KeepAlive {
    private final long interval;
    private final long timeout;
    private long lastPing;

    /** @param now nanoseconds, as of all other calls */
    KeepAlive(HubTimeouts timeouts, long now) {
        this.interval = timeouts.keepAliveInterval().toNanos();
        this.timeout = timeouts.client().toNanos();
        this.lastPing = now;
    }

    /** {@return whether a client may not be silent for so many nanoseconds} */
    boolean isTooLong(long silence) {
        return silence > timeout;
    }

    /** {@return whether to ping now, which is then taken as done} Other traffic does not postpone pings. */
    boolean takePing(long now) {
        if (now - lastPing < interval) {
            return false;
        }
        lastPing = now;
        return true;
    }
}
