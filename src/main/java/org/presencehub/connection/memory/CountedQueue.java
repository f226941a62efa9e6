package org.presencehub.connection.memory;

import java.util.ArrayDeque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose places count in the memory budget, whatever stands on them. Confined to whoever guards it.
 *
 * <p>A small message that goes to a thousand who do not read is there once, and in a thousand queues.
 *
 * @param <E> an object of two or three fields
 */
public final class CountedQueue<E> {
    /** An element, and its place in an array that is never more than half empty. */
    private static final int COST = 32;

    private final MemoryBudget memory;
    private ArrayDeque<E> elements = new ArrayDeque<>();
    private long counted; // bytes, whole pages: a short queue costs no counting

    public CountedQueue(MemoryBudget memory) {
        this.memory = memory;
    }

    public void add(E element) {
        elements.add(element);
        count();
    }

    @Nullable
    public E peek() {
        return elements.peek();
    }

    /** {@return the first one} */
    public E remove() {
        E first = elements.remove();
        if (counted > 0) {
            shrink();
        }
        return first;
    }

    private void shrink() {
        if (elements.isEmpty()) {
            elements = new ArrayDeque<>(); // its array never shrinks
        }
        count();
    }

    public void clear() {
        elements = new ArrayDeque<>();
        count();
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }

    public Stream<E> stream() {
        return elements.stream();
    }

    /** {@return how many bytes its places take, without what stands on them} */
    public long cost() {
        return (long) elements.size() * COST;
    }

    private void count() {
        long pages = cost() & -MemoryBudget.PAGE;
        if (pages != counted) {
            memory.add(pages - counted);
            counted = pages;
        }
    }
}
