package org.presencehub.presence.state;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The ids of a set, as a list. Immutable, and no copy. */
final class Ids extends AbstractList<String> implements RandomAccess {
    private final BlockSet<?> set;

    Ids(BlockSet<?> set) {
        this.set = set;
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public String get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(index);
        }
        return set.get(index).id();
    }

    @Override
    public boolean contains(@Nullable Object id) {
        return id instanceof String text && set.find(text) != null;
    }

    @Override
    public int indexOf(@Nullable Object id) {
        return id instanceof String text && contains(text) ? set.rank(text) : -1;
    }

    @Override
    public int lastIndexOf(@Nullable Object id) {
        return indexOf(id);
    }

    @Override
    public Iterator<String> iterator() {
        Iterator<? extends Identified> elements = set.from(0);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public String next() {
                return elements.next().id();
            }
        };
    }
}
