package org.presencehub.connection.inbound;

/** Where a message ends in a stream of bytes. Thread-safe. */
@FunctionalInterface
public interface Delimiter {
    /**
     * {@return the index behind the message that starts at from, or -1 if that is not known yet}
     *
     * <p>It is beyond {@code to} where a message that is not whole says how long it is: so one that is too long is refused at its head.
     *
     * @param searched an earlier call found that the message's last byte is not before this index
     * @param to the end of what has come
     */
    int end(byte[] bytes, int from, int searched, int to);
}
