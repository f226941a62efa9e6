package org.presencehub.presence.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.clients.TextBlock;

/** Elements that stand one after the other: the leaf of a {@link BlockSet}. Immutable. */
final class Block<E extends Identified> extends BlockSet<E> {
    /** A change copies as many references, and for a newcomer's list as many ids are encoded anew. */
    static final int MOST = 256;

    private static final int LEAST = MOST / 4;
    private static final Block<?> EMPTY = new Block<>(new Identified[0]);

    private final Identified[] elements;

    private Block(Identified[] elements) {
        this.elements = elements;
    }

    @SuppressWarnings("unchecked") // no element, no wrong one
    static <E extends Identified> Block<E> empty() {
        return (Block<E>) EMPTY;
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    @SuppressWarnings("unchecked") // only elements of this type come in
    E get(int index) {
        return (E) elements[index];
    }

    @Override
    @Nullable
    E find(String id) {
        int at = rank(id);
        return has(id, at) ? get(at) : null;
    }

    @Override
    public int rank(String id) {
        int low = 0;
        int high = elements.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (elements[middle].id().compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean has(String id, int at) {
        return at < elements.length && elements[at].id().equals(id);
    }

    @Override
    Block<E> block(int index) {
        return this;
    }

    @Override
    BlockSet<E> insert(E element) {
        int at = rank(element.id());
        if (has(element.id(), at)) {
            return this;
        }
        Identified[] more = Arrays.copyOf(elements, elements.length + 1);
        System.arraycopy(elements, at, more, at + 1, elements.length - at);
        more[at] = element;
        return new Block<>(more);
    }

    @Override
    BlockSet<E> delete(String id) {
        int at = rank(id);
        if (!has(id, at)) {
            return this;
        }
        Identified[] less = Arrays.copyOf(elements, elements.length - 1);
        System.arraycopy(elements, at + 1, less, at, less.length - at);
        return new Block<>(less);
    }

    @Override
    boolean isTooWide() {
        return elements.length > MOST;
    }

    @Override
    boolean isTooNarrow() {
        return elements.length < LEAST;
    }

    @Override
    List<BlockSet<E>> halves() {
        int middle = elements.length / 2;
        return List.of(
                new Block<>(Arrays.copyOf(elements, middle)),
                new Block<>(Arrays.copyOfRange(elements, middle, elements.length)));
    }

    @Override
    BlockSet<E> joined(BlockSet<E> next) {
        Identified[] others = ((Block<E>) next).elements;
        Identified[] all = Arrays.copyOf(elements, elements.length + others.length);
        System.arraycopy(others, 0, all, elements.length, others.length);
        return new Block<>(all);
    }

    @Override
    BlockSet<E> root() {
        return this;
    }

    @Override
    String first() {
        return elements[0].id();
    }

    @Override
    TextBlock makeText() {
        return TextBlock.of(ids());
    }
}
