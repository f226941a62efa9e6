package org.presencehub.presence.state;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.presencehub.clients.TextBlock;

/**
 * Elements in the natural order of their ids, in blocks that sets share. Immutable; the elements may change, but never their ids.
 *
 * <p>The set is a B+ tree. A change copies one block and the branches above it, and the new set shares everything else with the old one. So
 * a change costs the logarithm of the size, and a snapshot is a reference.
 */
public abstract sealed class BlockSet<E extends Identified> permits Block, Branch {
    private volatile @Nullable TextBlock text; // two threads may make one each, which are equal

    /** {@return a set without elements} */
    static <E extends Identified> BlockSet<E> empty() {
        return Block.empty();
    }

    public abstract int size();

    /** {@return the element with this id, or null if there is none} */
    abstract @Nullable E find(String id);

    /** {@return how many elements stand before this id, whether an element has it or not} */
    public abstract int rank(String id);

    /** {@return the block that holds the element with this index} */
    abstract Block<E> block(int index);

    abstract E get(int index);

    /** {@return this set and the element; this set itself, if the id is there already} */
    final BlockSet<E> with(E element) {
        BlockSet<E> grown = insert(element);
        return grown.isTooWide() ? Branch.over(grown.halves()) : grown;
    }

    /** {@return this set without the element that has this id; this set itself, if there is none} */
    final BlockSet<E> without(String id) {
        return delete(id).root();
    }

    /** {@return the ids, as a list that costs nothing} */
    public final List<String> ids() {
        return new Ids(this);
    }

    /** {@return a copy of at most so many ids, from this index on} */
    public final List<String> ids(int from, int atMost) {
        String[] ids = new String[Math.min(Math.max(0, atMost), size() - from)];
        Iterator<E> elements = from(from);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = elements.next().id();
        }
        return List.of(ids);
    }

    /** {@return all ids, to be sent} Sets that share blocks and branches share what is made of these. */
    public final TextBlock text() {
        TextBlock made = text;
        if (made == null) {
            made = makeText();
            text = made;
        }
        return made;
    }

    /** {@return the elements from this index on} */
    final Iterator<E> from(int index) {
        return new Iterator<>() {
            private int next = index;
            private @Nullable Block<E> block;
            private int inBlock;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public E next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (block == null || inBlock == block.size()) {
                    block = BlockSet.this.block(next);
                    inBlock = block.rank(BlockSet.this.get(next).id());
                }
                next++;
                return block.get(inBlock++);
            }
        };
    }

    /** {@return this set and the element, maybe wider by one than it may be} */
    abstract BlockSet<E> insert(E element);

    /** {@return this set without the element, maybe narrower than it may be below the root} */
    abstract BlockSet<E> delete(String id);

    abstract boolean isTooWide();

    abstract boolean isTooNarrow();

    /** {@return two sets with what this has, the first half first} */
    abstract List<BlockSet<E>> halves();

    /** {@return this and the one that follows it on the same level, maybe too wide} */
    abstract BlockSet<E> joined(BlockSet<E> next);

    /** {@return this, or what is below it if a branch is not needed} */
    abstract BlockSet<E> root();

    /** {@return the lowest id; there has to be one} */
    abstract String first();

    abstract TextBlock makeText();
}
