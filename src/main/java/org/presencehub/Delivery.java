package org.presencehub;

/**
 * What became of a sent message. Immutable.
 *
 * @param connections how many connections it was handed to
 * @param users how many different users these belong to
 */
public record Delivery(int connections, int users) {
    /** Nobody was reached: the user is not connected, or no hub takes the message. */
    public static final Delivery NONE = new Delivery(0, 0);
}
