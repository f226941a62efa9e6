package org.presencehub.hub.session;

import org.jspecify.annotations.Nullable;
import org.presencehub.hub.options.HubTimeouts;

/**
 * When a connection is pinged, when its client is asked for a sign of life, and when it has been silent for too long. Confined to the heartbeat.
 *
 * <p>The reference arms the timeout at a client's first ping, and so never ends a client that goes silent at once; here it is armed from the
 * handshake on, and who never pings by itself is asked.
 */
final class KeepAlive {
    /** So often a silent client is asked in the last third of the timeout. */
    private static final int QUESTIONS = 4;

    private final long interval;
    private final long timeout;
    private long lastPing;
    private @Nullable Long lastAsked; // null unless the client has been asked since it was heard

    /** What is to be done about a client's silence. */
    enum Silence {
        FINE,
        ASK,
        TOO_LONG
    }

    /** @param now nanoseconds, as of all other calls */
    KeepAlive(HubTimeouts timeouts, long now) {
        this.interval = timeouts.keepAliveInterval().toNanos();
        this.timeout = timeouts.client().toNanos();
        this.lastPing = now;
    }

    /**
     * {@return what to do, which is then taken as done, when a client has been silent for so many nanoseconds}
     *
     * <p>It is asked, has a moment to answer, and only then is judged. For a page that nobody sees, browsers run timers once a minute: its own pings come
     * late, and so may those of a client that only pings when it hears nothing. But the answer to a WebSocket's ping takes no timer.
     */
    Silence judge(long now, long silence) {
        if (silence < timeout - timeout / 3) {
            lastAsked = null;
            return Silence.FINE;
        }
        if (lastAsked != null && silence > timeout) {
            return Silence.TOO_LONG;
        }
        if (lastAsked != null && now - lastAsked < timeout / 3 / QUESTIONS) {
            return Silence.FINE;
        }
        lastAsked = now;
        return Silence.ASK;
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
