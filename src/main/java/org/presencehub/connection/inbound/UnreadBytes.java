package org.presencehub.connection.inbound;

import java.util.Arrays;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * What came from a client and nobody has read: bytes in any pieces in, whole messages out. Confined to whoever guards it.
 *
 * <p>A byte that was handed out is never overwritten: handlers keep references.
 */
final class UnreadBytes {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int head; // from here to the tail they are unread
    private int searched; // the first message's last byte is not before this
    private int tail;
    private Delimiter delimiter;

    UnreadBytes(Delimiter delimiter) {
        this.delimiter = delimiter;
    }

    /** Messages end where this says, from the first one on. */
    void delimitBy(Delimiter next) {
        delimiter = next;
        searched = head;
    }

    /** {@return how many bytes are unread} */
    int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** {@return how many bytes of the heap are held} */
    int capacity() {
        return bytes.length;
    }

    /** Takes bytes, which are not changed afterwards. */
    void append(byte[] chunk) {
        if (isEmpty()) {
            bytes = chunk;
            head = searched = 0;
            tail = chunk.length;
        } else {
            if (chunk.length > bytes.length - tail) {
                moveTo(new byte[Math.max(size() + chunk.length, 2 * size())]);
            }
            System.arraycopy(chunk, 0, bytes, tail, chunk.length);
            tail += chunk.length;
        }
    }

    private void moveTo(byte[] larger) {
        System.arraycopy(bytes, head, larger, 0, size());
        bytes = larger;
        searched -= head;
        tail -= head;
        head = 0;
    }

    /** {@return the size of the first message, whose end may not have come yet, or -1 while nobody can know} Looks at each byte once. */
    int firstSize() {
        if (isEmpty()) {
            return -1;
        }
        int end = delimiter.end(bytes, head, searched, tail);
        searched = end >= 0 && end <= tail ? end - 1 : tail;
        return end < 0 ? -1 : end - head;
    }

    /** {@return whether a first message of that size is there} */
    boolean hasWhole(int firstSize) {
        return firstSize >= 0 && firstSize <= size();
    }

    /**
     * {@return the first message, taken out}
     *
     * @param size its size: it is there
     * @param waits whether it may be held for long, and so must not hold on to all that came with it
     */
    Message take(int size, boolean waits, Inbound input) {
        boolean pins = waits || bytes.length > MemoryBudget.PAGE;
        Message message = pins && size < bytes.length / 2
                ? new Message(input, Arrays.copyOfRange(bytes, head, head + size), 0, size)
                : new Message(input, bytes, head, head + size);
        head += size;
        searched = head;
        if (isEmpty()) {
            clear();
        }
        return message;
    }

    /** Holds on to nothing: most connections are idle most of the time. */
    void clear() {
        bytes = NOTHING;
        head = searched = tail = 0;
    }
}
