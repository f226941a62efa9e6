package org.presencehub.hub;

/**
 * How hub methods are run. Immutable.
 *
 * @param threads how many may run at once, those that are {@link org.presencehub.NonBlocking} apart
 */
public record CallOptions(int threads) {
    /** Enough for methods that wait for a database now and then. */
    public static final CallOptions DEFAULTS = new CallOptions(64);
}
