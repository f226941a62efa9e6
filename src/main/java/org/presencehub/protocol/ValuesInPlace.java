package org.presencehub.protocol;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The values of one message, as places in its bytes. Immutable once they are all added.
 *
 * <p>A value is made when somebody asks for it: a message may have as many as it has bytes, and may wait for long.
 */
final class ValuesInPlace extends AbstractList<Payload> implements RandomAccess {
    private final byte[] bytes;
    private final Maker maker;
    private int[] bounds = new int[4]; // where each begins, and where it ends
    private int size;
    private @Nullable Unreadable unreadable; // what would come next; nothing behind it is kept

    /** Makes a value of its bytes. */
    interface Maker {
        Payload of(byte[] bytes, int from, int to);
    }

    ValuesInPlace(byte[] bytes, Maker maker) {
        this.bytes = bytes;
        this.maker = maker;
    }

    void add(int from, int to) {
        if (unreadable != null) {
            return;
        }
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * size] = from;
        bounds[2 * size + 1] = to;
        size++;
    }

    /** Adds one that nobody can read: the arguments will have nothing else. */
    void add(Unreadable value) {
        unreadable = unreadable == null ? value : unreadable;
    }

    /** {@return these, with no room for more} */
    Arguments arguments() {
        if (unreadable != null) {
            return Arguments.flawed(new Arguments.Flaw(size, unreadable));
        }
        bounds = Arrays.copyOf(bounds, 2 * size);
        return Arguments.inPlace(this);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Payload get(int index) {
        Objects.checkIndex(index, size);
        return maker.of(bytes, bounds[2 * index], bounds[2 * index + 1]);
    }
}
