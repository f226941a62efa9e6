package org.presencehub.protocol;

/** A way to encode hub messages as bytes; implementations are stateless and thread-safe. */
public interface HubProtocol {

    /** The name that clients ask for in the handshake. */
    String name();

    /** Whether WebSockets carry it in binary frames, and server-sent events not at all. */
    boolean binary();

    /** Whether a client may ask for this version in the handshake. */
    boolean supports(int version);

    /**
     * Finds where a message ends.
     *
     * @param from where the message begins
     * @param searched up to where an earlier call for the same message has looked in vain; {@code from} at first
     * @param to where the bytes end
     * @return the index just after the message, or -1 if it is not whole yet
     */
    int end(byte[] bytes, int from, int searched, int to) throws ProtocolException;

    /**
     * Reads one whole message, framing included, as {@link #end} delimits it.
     *
     * <p>The message keeps views into {@code bytes}, which nobody may write to from now on.
     */
    HubMessage parse(byte[] bytes, int from, int to) throws ProtocolException;

    /** Writes one message as it goes to a client, framing included, never with headers. */
    byte[] encode(HubMessage message);
}
