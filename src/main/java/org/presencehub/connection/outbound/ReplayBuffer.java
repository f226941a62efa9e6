package org.presencehub.connection.outbound;

import java.util.List;
import java.util.stream.Stream;
import org.presencehub.connection.memory.CountedQueue;
import org.presencehub.connection.memory.MemoryBudget;

/**
 * What a client was sent and has not acknowledged yet, to be sent again after its transport was lost (HubProtocol.md, Stateful Reconnect).
 * Confined to whoever guards it.
 *
 * <p>Messages are numbered from 1 on; a batch is kept until the last of its messages is acknowledged.
 */
final class ReplayBuffer {
    private final int capacity;
    private final Resumption.Preface preface;
    private final MemoryBudget memory;
    private final CountedQueue<Sent> sent;
    private long last; // number of the last message that was sent
    private int bytes;

    /** A batch, and the number of the first message in it. Immutable. */
    private record Sent(long first, Batch batch) {
        long last() {
            return first + batch.counted() - 1;
        }
    }

    /** @param capacity bytes; one batch more than fits is taken, so that the largest message can leave */
    ReplayBuffer(int capacity, Resumption.Preface preface, MemoryBudget memory) {
        this.capacity = capacity;
        this.preface = preface;
        this.memory = memory;
        sent = new CountedQueue<>(memory);
    }

    /** {@return whether nothing may be sent until something is acknowledged} */
    boolean isFull() {
        return bytes >= capacity;
    }

    void add(Batch batch) {
        if (batch.counted() > 0) {
            sent.add(new Sent(last + 1, batch));
            last += batch.counted();
            bytes += batch.size();
            batch.hold(memory);
        }
    }

    /** Forgets all up to this number; one that was never sent is taken for the last one. {@return how many bytes that were} */
    int acknowledge(long number) {
        int before = bytes;
        Sent first = sent.peek();
        while (first != null && first.last() <= number) {
            sent.remove();
            bytes -= first.batch.size();
            first.batch.release(memory);
            first = sent.peek();
        }
        return before - bytes;
    }

    /** {@return how many bytes a new transport would be sent again} */
    int bytes() {
        return bytes;
    }

    /** {@return what is kept, of what others hold, too, its share} */
    long heldBytes() {
        return sent.cost() + sent.stream().mapToLong(each -> each.batch.share()).sum();
    }

    /** Forgets all. */
    void clear() {
        sent.stream().forEach(each -> each.batch.release(memory));
        sent.clear();
        bytes = 0;
    }

    /** {@return what a new transport begins with: the number of the first message that comes again, and then those messages} */
    List<Batch> again() {
        Sent first = sent.peek();
        long next = first == null ? last + 1 : first.first;
        return Stream.concat(Stream.of(preface.from(next)), sent.stream().map(Sent::batch))
                .toList();
    }
}
