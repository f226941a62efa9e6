package org.presencehub.connection.inbound;

import org.jspecify.annotations.Nullable;

/** One message of a client, and its turn. Its mutable fields are guarded by the input that it came by. */
final class Message implements InboundMessage {
    /** What a message that waits takes beside its bytes. */
    private static final int OVERHEAD = 512;

    private static final byte[] NOTHING = {};

    private final Inbound input;
    private final byte[] source;
    private final int begin;
    private final int limit;

    @Nullable
    Runnable task; // null before it has asked for a turn, and once that has begun

    @Nullable
    Message next; // behind it, among those that have asked for a turn

    boolean endsWithConnection; // its turn
    long beside; // bytes that its task holds

    Message(Inbound input, byte[] source, int begin, int limit) {
        this.input = input;
        this.source = source;
        this.begin = begin;
        this.limit = limit;
    }

    /** {@return a message of no bytes: a turn of its own} */
    static Message empty(Inbound input) {
        return new Message(input, NOTHING, 0, 0);
    }

    @Override
    public byte[] bytes() {
        return source;
    }

    @Override
    public int from() {
        return begin;
    }

    @Override
    public int to() {
        return limit;
    }

    int size() {
        return limit - begin;
    }

    /** {@return about how many bytes of the heap it takes while it waits} It is there twice: as bytes, and as what was read in them. */
    long weight() {
        return OVERHEAD + 2L * size() + beside;
    }

    @Override
    public void inTurn(Runnable todo, long held) {
        input.enqueue(this, todo, held);
    }

    @Override
    public boolean waits() {
        return input.isWaiting(this);
    }

    @Override
    public void endWithConnection() {
        input.endWithConnection(this);
    }

    @Override
    public void endInput() {
        input.endInput();
    }

    @Override
    public void done() {
        input.done(this);
    }
}
