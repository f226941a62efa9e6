package org.presencehub.protocol;

import java.util.List;

/** A way to encode hub messages as bytes; implementations are stateless and thread-safe. */
public interface HubProtocol {

    /** The name that clients ask for in the handshake. */
    String name();

    /** Whether WebSockets carry it in binary frames, and server-sent events not at all. */
    boolean binary();

    /** Whether a client may ask for this version in the handshake. */
    boolean supports(int version);

    /**
     * Finds where a message ends; what cannot be a message has an end, too, and is refused by {@link #parse}.
     *
     * @param from where the message begins
     * @param searched an earlier call found that the message's last byte is not before this index; {@code from} at first
     * @param to where the bytes end
     * @return the index just after the message, beyond {@code to} if it is not whole but says how long it is; -1 if that is not known yet
     */
    int end(byte[] bytes, int from, int searched, int to);

    /**
     * Reads one whole message, framing included, as {@link #end} delimits it.
     *
     * <p>The message keeps views into {@code bytes}, so nobody may write there from now on.
     */
    HubMessage parse(byte[] bytes, int from, int to) throws ProtocolException;

    /**
     * Writes one message as clients want it, framing included, but never its headers, which not all of them can read.
     *
     * @throws IllegalArgumentException if it is an {@link HubMessage.Unknown}
     */
    byte[] encode(HubMessage message);

    /** {@return these texts as they stand one after the other within a list, which several lists may share} */
    byte[] encodeItems(List<String> texts);

    /** {@return what stands between two runs of items; do not change it} */
    byte[] itemSeparator();

    /**
     * Writes what stands around the items of an invocation whose one argument is a list, framing included.
     *
     * @param size how many items there are
     * @param length how many bytes they have, separators included
     */
    Envelope encodeList(String target, int size, int length);

    /** What stands before and behind the items of a list; not changed afterwards. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Envelope(byte[] begin, byte[] end) {}
}
