package org.presencehub;

/**
 * What all connections hold: input that waits, and output that was not sent or not acknowledged. Immutable.
 *
 * @param bytes how much that is, about
 * @param limit how much it may be; above, the connections that hold most are closed as {@link DisconnectReason#OVERLOADED}
 */
public record HeldMemory(long bytes, long limit) {}
