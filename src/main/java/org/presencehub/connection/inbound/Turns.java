package org.presencehub.connection.inbound;

import org.jspecify.annotations.Nullable;

/** The messages that have asked for a turn, in order: the first has it, or is about to. Confined to whoever guards it. */
final class Turns {
    private @Nullable Message first;
    private @Nullable Message last;
    private long bytes; // of those behind the first
    private long weight; // of those behind the first
    private int waiting; // behind the first

    @Nullable
    Message first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** {@return the one whose turn is next, or null} */
    @Nullable
    Message second() {
        return first == null ? null : first.next;
    }

    /** {@return how many wait behind the first} */
    int waiting() {
        return waiting;
    }

    /** {@return how many bytes of the client wait behind the first} */
    long bytes() {
        return bytes;
    }

    /** {@return how many bytes of the heap those behind the first take} */
    long weight() {
        return weight;
    }

    /** {@return how many bytes of the heap all of them take} */
    long wholeWeight() {
        return weight + (first == null ? 0 : first.weight());
    }

    void add(Message message) {
        if (first == null || last == null) {
            first = message;
        } else {
            last.next = message;
            bytes += message.size();
            weight += message.weight();
            waiting++;
        }
        last = message;
    }

    /** The first one's turn is over. */
    void removeFirst() {
        first = first == null ? null : first.next;
        if (first == null) {
            last = null;
        } else {
            bytes -= first.size();
            weight -= first.weight();
            waiting--;
        }
    }

    /** Forgets all but the one whose turn lasts. */
    void discardWaiting() {
        if (first != null && first.task != null) {
            first = null;
        }
        if (first != null) {
            first.next = null;
        }
        last = first;
        bytes = 0;
        weight = 0;
        waiting = 0;
    }
}
