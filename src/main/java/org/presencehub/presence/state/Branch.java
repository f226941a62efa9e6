package org.presencehub.presence.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.clients.TextBlock;

/** Sets of one level whose elements follow each other: what joins the blocks of a {@link BlockSet}. Immutable. */
final class Branch<E extends Identified> extends BlockSet<E> {
    private static final int MOST = 32;
    private static final int LEAST = MOST / 4;

    private final BlockSet<E>[] parts;
    private final String[]
            firsts; // where each part begins, or before that: elements in front may be gone; the first one is not used
    private final int[] ends; // how many elements stand before the end of each part

    private Branch(BlockSet<E>[] parts, String[] firsts, int[] ends) {
        this.parts = parts;
        this.firsts = firsts;
        this.ends = ends;
    }

    /** {@return a branch of these, at least one, in their order} */
    static <E extends Identified> Branch<E> over(List<BlockSet<E>> parts) {
        Branch<E> branch = sized(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            branch.put(i, parts.get(i));
        }
        return branch;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type parameters
    private static <E extends Identified> Branch<E> sized(int width) {
        return new Branch<E>((BlockSet<E>[]) new BlockSet[width], new String[width], new int[width]);
    }

    /** Fills a place, from the left to the right, while nobody else knows the branch. */
    private void put(int i, BlockSet<E> part) {
        put(i, part, part.first(), part.size());
    }

    private void put(int i, BlockSet<E> part, String first, int size) {
        parts[i] = part;
        firsts[i] = first;
        ends[i] = begin(i) + size;
    }

    private int begin(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    @Override
    public int size() {
        return ends[ends.length - 1];
    }

    @Override
    @Nullable
    E find(String id) {
        return parts[partOf(id)].find(id);
    }

    @Override
    public int rank(String id) {
        int i = partOf(id);
        return begin(i) + parts[i].rank(id);
    }

    @Override
    E get(int index) {
        int i = partAt(index);
        return parts[i].get(index - begin(i));
    }

    @Override
    Block<E> block(int index) {
        int i = partAt(index);
        return parts[i].block(index - begin(i));
    }

    /** {@return the last part that begins before this id or with it} */
    private int partOf(String id) {
        int low = 1;
        int high = firsts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (firsts[middle].compareTo(id) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private int partAt(int index) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    BlockSet<E> insert(E element) {
        int i = partOf(element.id());
        BlockSet<E> grown = parts[i].insert(element);
        if (grown == parts[i]) {
            return this;
        }
        return grown.isTooWide() ? spliced(i, i + 1, grown.halves()) : replaced(i, grown);
    }

    @Override
    BlockSet<E> delete(String id) {
        int i = partOf(id);
        BlockSet<E> shrunk = parts[i].delete(id);
        if (shrunk == parts[i]) {
            return this;
        }
        if (!shrunk.isTooNarrow()) {
            return replaced(i, shrunk);
        }
        int left = i == 0 ? 0 : i - 1; // it joins a neighbour; each branch has two parts at least
        BlockSet<E> joined = i == 0 ? shrunk.joined(parts[1]) : parts[left].joined(shrunk);
        return spliced(left, left + 2, joined.isTooWide() ? joined.halves() : List.of(joined));
    }

    private Branch<E> replaced(int i, BlockSet<E> part) {
        BlockSet<E>[] changed = parts.clone();
        changed[i] = part;
        int[] moved = ends.clone();
        int change = part.size() - parts[i].size();
        for (int behind = i; behind < moved.length; behind++) {
            moved[behind] += change;
        }
        return new Branch<>(changed, firsts, moved);
    }

    /** {@return this with others in the place of the parts from one index to before another} */
    private Branch<E> spliced(int from, int to, List<BlockSet<E>> others) {
        Branch<E> changed = sized(parts.length - (to - from) + others.size());
        changed.copy(this, 0, from, 0);
        for (int i = 0; i < others.size(); i++) {
            changed.put(from + i, others.get(i));
        }
        changed.copy(this, to, parts.length, from + others.size());
        return changed;
    }

    private void copy(Branch<E> source, int from, int to, int at) {
        for (int i = from; i < to; i++) {
            put(at + i - from, source.parts[i], source.firsts[i], source.ends[i] - source.begin(i));
        }
    }

    @Override
    boolean isTooWide() {
        return parts.length > MOST;
    }

    @Override
    boolean isTooNarrow() {
        return parts.length < LEAST;
    }

    @Override
    List<BlockSet<E>> halves() {
        int middle = parts.length / 2;
        return List.of(part(0, middle), part(middle, parts.length));
    }

    private Branch<E> part(int from, int to) {
        Branch<E> part = sized(to - from);
        part.copy(this, from, to, 0);
        return part;
    }

    @Override
    BlockSet<E> joined(BlockSet<E> next) {
        Branch<E> other = (Branch<E>) next;
        Branch<E> joined = sized(parts.length + other.parts.length);
        joined.copy(this, 0, parts.length, 0);
        joined.copy(other, 0, other.parts.length, parts.length);
        joined.firsts[parts.length] = other.first(); // which was not used there, and is now
        return joined;
    }

    @Override
    BlockSet<E> root() {
        return parts.length == 1 ? parts[0].root() : this;
    }

    @Override
    String first() {
        return parts[0].first();
    }

    @Override
    TextBlock makeText() {
        return TextBlock.over(Arrays.stream(parts).map(BlockSet::text).toList());
    }
}
