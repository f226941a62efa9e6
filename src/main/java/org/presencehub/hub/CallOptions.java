package org.presencehub.hub;

/**
 * How hub methods are run. Immutable.
 *
 * @param threads how many may run at once, those that are {@link org.presencehub.NonBlocking} apart
 * @param perSecond how many calls a second a connection may make, and how many at once after a rest; 0 for no limit
 */
public record CallOptions(int threads, int perSecond) {
    /** The key of {@link #perSecond}. */
    public static final String PER_SECOND = "presencehub.maximum-calls-per-second";

    /** Enough threads for methods that wait for a database now and then; no limit. */
    public static final CallOptions DEFAULTS = new CallOptions(64, 0);
}
