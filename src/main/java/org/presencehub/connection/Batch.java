package org.presencehub.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run of whole messages as they go out, shared by all who receive it. Immutable; renderings are made once and kept. */
public final class Batch {
    /** A frame above this gains nothing by being larger, and a slow reader would be noticed later. */
    static final int FRAME_SIZE = 64 * 1024;

    private final byte[] bytes;
    private final boolean binary;
    private final int counted;
    private @Nullable String text; // a benign race: equal strings, immutable
    private volatile byte @Nullable []
            event; // equal bytes, never changed; volatile, since an array has no final fields

    private Batch(byte[] bytes, boolean binary, int counted) {
        this.bytes = bytes;
        this.binary = binary;
        this.counted = counted;
    }

    /**
     * {@return a batch of these messages}
     *
     * @param messages whole, framed messages; not changed afterwards
     * @param binary whether a transport that tells text from binary must send them as binary
     */
    public static Batch of(byte[] messages, boolean binary) {
        return new Batch(messages, binary, 0);
    }

    /** {@return a batch of one message that both sides count, so that it can be sent again after the transport was lost} */
    public static Batch counted(byte[] message, boolean binary) {
        return new Batch(message, binary, 1);
    }

    /** {@return all of these, which are of one format, in their order} */
    static Batch join(List<Batch> batches) {
        if (batches.size() == 1) {
            return batches.get(0);
        }
        byte[] joined = new byte[batches.stream().mapToInt(Batch::size).sum()];
        int at = 0;
        for (Batch batch : batches) {
            System.arraycopy(batch.bytes, 0, joined, at, batch.bytes.length);
            at += batch.bytes.length;
        }
        return new Batch(
                joined,
                batches.get(0).binary,
                batches.stream().mapToInt(batch -> batch.counted).sum());
    }

    /** {@return the messages; do not change them} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return the messages as text} */
    public String text() {
        String rendered = text;
        if (rendered == null) {
            rendered = new String(bytes, StandardCharsets.UTF_8);
            text = rendered;
        }
        return rendered;
    }

    /** {@return the messages as one server-sent event (HTML standard, 9.2.6), a field for each line; do not change it} */
    public byte[] event() {
        byte[] rendered = event;
        if (rendered == null) {
            String fields = text().lines().map(line -> "data: " + line + "\r\n").collect(Collectors.joining());
            rendered = (fields + "\r\n").getBytes(StandardCharsets.UTF_8);
            event = rendered;
        }
        return rendered;
    }

    /** {@return how many bytes it has} */
    public int size() {
        return bytes.length;
    }

    /** {@return how many of its messages count} Either all or none, as connections join them. */
    int counted() {
        return counted;
    }

    /** {@return whether it has to be sent as binary} */
    public boolean binary() {
        return binary;
    }
}
