package org.presencehub.connection.outbound;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.memory.MemoryBudget;

/** A run of whole messages as they go out, shared by all who receive it. Immutable but for who holds it; renderings are made once and kept. */
public abstract sealed class Batch {
    private static final AtomicIntegerFieldUpdater<Batch> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(Batch.class, "holders");

    /** What a batch takes beside its bytes, and the queues that it is in. */
    private static final int OVERHEAD = 128;

    /** What is joined stays below 32 KiB, since clients may take no more at once (Go's by default); one message that is larger stays whole. */
    static final int FRAME_SIZE = 32 * 1024 - 1;

    private final int size;
    private final boolean binary;
    private final int counted;

    private volatile int holders; // connections that have not sent it, or may have to send it again

    private Batch(int size, boolean binary, int counted) {
        this.size = size;
        this.binary = binary;
        this.counted = counted;
    }

    /** Messages in one array. Immutable. */
    private static final class Whole extends Batch {
        private final byte[] bytes;
        private final boolean alone;
        private @Nullable String text; // a benign race: equal strings, immutable
        private volatile byte @Nullable []
                event; // equal bytes, never changed; volatile, since an array has no final fields

        Whole(byte[] bytes, boolean binary, int counted) {
            this(bytes, binary, counted, false);
        }

        Whole(byte[] bytes, boolean binary, int counted, boolean alone) {
            super(bytes.length, binary, counted);
            this.bytes = bytes;
            this.alone = alone;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String text() {
            String rendered = text;
            if (rendered == null) {
                rendered = new String(bytes, StandardCharsets.UTF_8);
                text = rendered;
            }
            return rendered;
        }

        @Override
        public byte[] event() {
            byte[] rendered = event;
            if (rendered == null) {
                String fields =
                        text().lines().map(line -> "data: " + line + "\r\n").collect(Collectors.joining());
                rendered = (fields + "\r\n").getBytes(StandardCharsets.UTF_8);
                event = rendered;
            }
            return rendered;
        }

        @Override
        boolean isAlone() {
            return alone;
        }

        @Override
        Batch whole() {
            return this;
        }

        /** Its text is another rendering. */
        @Override
        long weight() {
            return OVERHEAD + (binary() ? size() : 2L * size());
        }

        @Override
        public Pieces pieces() {
            return Pieces.of(bytes);
        }
    }

    /**
     * A message in pieces that other batches share. Immutable.
     *
     * <p>Thousands may wait to be sent, each a little different. So the whole is made when a transport asks for it, and is kept only as long as
     * memory is not needed, or somebody uses it.
     */
    private static final class InPieces extends Batch {
        private final Pieces pieces;
        private volatile WeakReference<Batch> whole = new WeakReference<>(null); // a benign race: equal batches

        InPieces(Pieces pieces, boolean binary, int counted) {
            super(pieces.length(), binary, counted);
            this.pieces = pieces;
        }

        @Override
        public byte[] bytes() {
            return whole().bytes();
        }

        @Override
        boolean isInPieces() {
            return true;
        }

        @Override
        public String text() {
            return whole().text();
        }

        @Override
        public byte[] event() {
            return whole().event();
        }

        @Override
        Batch whole() {
            Batch made = whole.get();
            if (made == null) {
                made = new Whole(pieces.toByteArray(), binary(), counted());
                whole = new WeakReference<>(made);
            }
            return made;
        }

        /** The pieces are of those who keep them. */
        @Override
        long weight() {
            return OVERHEAD;
        }

        @Override
        public Pieces pieces() {
            return pieces;
        }
    }

    /**
     * {@return a batch of these messages}
     *
     * @param messages whole, framed messages; not changed afterwards
     * @param binary whether a transport that tells text from binary must send them as binary
     */
    public static Batch of(byte[] messages, boolean binary) {
        return new Whole(messages, binary, 0);
    }

    /** {@return a batch that shares its frame with nothing} Clients there are that drop what comes with the answer to their handshake. */
    public static Batch alone(byte[] message, boolean binary) {
        return new Whole(message, binary, 0, true);
    }

    /** {@return a batch of one message that both sides count, so that it can be sent again after the transport was lost} */
    public static Batch counted(byte[] message, boolean binary) {
        return new Whole(message, binary, 1);
    }

    /** {@return a batch of one message that both sides count} */
    public static Batch counted(Pieces message, boolean binary) {
        return new InPieces(message, binary, 1);
    }

    /** {@return all of these, which are of one format, in their order} To be called for more than one only if a frame holds them. */
    static Batch join(List<Batch> batches) {
        if (batches.size() == 1) {
            return batches.get(0);
        }
        byte[] joined = new byte[batches.stream().mapToInt(Batch::size).sum()];
        int at = 0;
        for (Batch batch : batches) {
            batch.pieces().copyTo(joined, at);
            at += batch.size;
        }
        return new Whole(
                joined,
                batches.get(0).binary,
                batches.stream().mapToInt(batch -> batch.counted).sum());
    }

    /** {@return the messages; do not change them} */
    public abstract byte[] bytes();

    /** {@return the messages as text} */
    public abstract String text();

    /** {@return the messages as one server-sent event (HTML standard, 9.2.6), a field for each line; do not change it} */
    public abstract byte[] event();

    /** {@return whether it must not be joined with others} */
    boolean isAlone() {
        return false;
    }

    /** {@return the same in one array, which is needed for sending it} */
    abstract Batch whole();

    /** {@return whether memory for the whole is needed when it is sent} */
    boolean isInPieces() {
        return false;
    }

    /** {@return about how many bytes of memory it takes} */
    abstract long weight();

    /** {@return its weight for each that holds it} */
    final long share() {
        return weight() / Math.max(1, holders);
    }

    /** One more holds it: it counts, unless somebody held it before. */
    final void hold(MemoryBudget memory) {
        if (HOLDERS.getAndIncrement(this) == 0) {
            memory.add(weight());
        }
    }

    /** One holds it no more: it counts no more, unless somebody else holds it still. */
    final void release(MemoryBudget memory) {
        if (HOLDERS.decrementAndGet(this) == 0) {
            memory.add(-weight());
        }
    }

    /** {@return the bytes as they are kept; do not change them} */
    public abstract Pieces pieces();

    /** {@return how many bytes it has} */
    public final int size() {
        return size;
    }

    /** {@return how many of its messages count} Either all or none, as connections join them. */
    final int counted() {
        return counted;
    }

    /** {@return whether it has to be sent as binary} */
    public final boolean binary() {
        return binary;
    }
}
