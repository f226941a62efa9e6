package org.presencehub.hub;

import java.time.Duration;

/**
 * How hub methods are run. Immutable.
 *
 * @param threads how many may run at once, those that are {@link org.presencehub.NonBlocking} apart
 * @param perSecond how many calls a second a connection may make, and how many at once after a rest; 0 for no limit
 * @param streamBuffer how many items of a stream that a client sends may wait for the hub method that reads it
 * @param clientResultTimeout how long a client may take to answer a call of the server
 */
public record CallOptions(int threads, int perSecond, int streamBuffer, Duration clientResultTimeout) {
    /** The key of {@link #perSecond}. */
    public static final String PER_SECOND = "presencehub.maximum-calls-per-second";

    /** Enough threads for methods that wait for a database now and then; no limit of calls; SignalR's own stream buffer. */
    public static final CallOptions DEFAULTS = new CallOptions(64, 0, 10, Duration.ofSeconds(30));
}
