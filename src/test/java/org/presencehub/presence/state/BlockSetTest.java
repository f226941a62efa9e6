package org.presencehub.presence.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.connection.outbound.Batches;
import org.presencehub.messaging.Announcements;

/** The set in blocks, against {@link TreeSet}. */
class BlockSetTest {
    private record Name(String id) implements Identified {}

    @Property(tries = 20)
    void holdsWhatATreeSetWould(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40_000) int range) {
        Random random = new Random(seed);
        BlockSet<Name> set = BlockSet.empty();
        NavigableSet<String> model = new TreeSet<>();
        double adding = 0.5;
        for (int i = 0; i < 20_000; i++) {
            if (i % 4_000 == 0) {
                adding = random.nextDouble(); // it grows for a while, and shrinks for a while
            }
            String id = "user" + random.nextInt(range);
            BlockSet<Name> before = set;
            boolean adds = random.nextDouble() < adding;
            boolean changes = adds ? model.add(id) : model.remove(id);
            set = adds ? set.with(new Name(id)) : set.without(id);
            assertThat(set != before).as("a change makes another set").isEqualTo(changes);
            assertThat(set.size()).isEqualTo(model.size());
            if (i % 500 == 0) {
                assertSame(set, model, random, range);
            }
        }
        assertSame(set, model, random, range);
        for (String id : List.copyOf(model)) {
            set = set.without(id);
        }
        assertThat(set.ids()).isEmpty();
    }

    private static void assertSame(BlockSet<Name> set, NavigableSet<String> model, Random random, int range) {
        assertThat(set.ids()).containsExactlyElementsOf(model);
        List<String> sorted = List.copyOf(model);
        for (int i = 0; i < 20; i++) {
            String id = "user" + random.nextInt(range);
            @Nullable Name found = set.find(id);
            assertThat(found != null).isEqualTo(model.contains(id));
            assertThat(set.ids().contains(id)).isEqualTo(model.contains(id));
            assertThat(set.rank(id)).isEqualTo(model.headSet(id).size());
            assertThat(set.ids().indexOf(id)).isEqualTo(sorted.indexOf(id));
            if (!sorted.isEmpty()) {
                int index = random.nextInt(sorted.size());
                assertThat(set.ids().get(index)).isEqualTo(sorted.get(index));
                assertThat(set.ids(index, 700)).isEqualTo(sorted.subList(index, Math.min(sorted.size(), index + 700)));
            }
        }
        assertThat(arrays(set)).as("blocks").hasSizeLessThanOrEqualTo(1 + 4 * model.size() / Block.MOST);
        assertThat(sent(set)).isEqualTo(String.join("\",\"", sorted));
    }

    /** Branches join their neighbours, and elements come in front of those that are left. */
    @Property(tries = 10)
    void holdsWhatATreeSetWouldWhenWholeRangesEmptyAndFill(@ForAll long seed) {
        Random random = new Random(seed);
        BlockSet<Name> set = BlockSet.empty();
        NavigableSet<String> model = new TreeSet<>();
        for (int i = 100_000; i < 130_000; i++) {
            set = set.with(new Name("user" + i));
            model.add("user" + i);
        }
        for (int step = 0; step < 100; step++) {
            int from = 100_000 + random.nextInt(30_000);
            int to = from + random.nextInt(8_000);
            for (String id : List.copyOf(model.subSet("user" + from, "user" + to))) {
                set = set.without(id);
                model.remove(id);
            }
            for (int id = to - 1, gap = 1 + random.nextInt(200); id >= from; id -= gap) {
                set = set.with(new Name("user" + id));
                model.add("user" + id);
            }
            BlockSet<Name> filled = set;
            assertThat(model.stream().filter(id -> filled.find(id) == null)).isEmpty();
            assertThat(set.ids()).isEqualTo(List.copyOf(model));
        }
    }

    @Property(tries = 30)
    void aSetNeverChanges(@ForAll long seed) {
        Random random = new Random(seed);
        BlockSet<Name> set = BlockSet.empty();
        List<List<String>> views = new ArrayList<>();
        List<List<String>> copies = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            String id = "user" + random.nextInt(4_000);
            set = random.nextInt(5) < 3 ? set.with(new Name(id)) : set.without(id);
            if (i % 100 == 0) {
                views.add(set.ids());
                copies.add(List.copyOf(set.ids()));
            }
        }
        assertThat(views).isEqualTo(copies);
    }

    @Test
    void aChangeSharesAllThatIsEncodedButOneBlock() {
        BlockSet<Name> before = filled(100_000);
        List<byte[]> arrays = arrays(before);
        assertThat(arrays).hasSizeBetween(100_000 / Block.MOST, 4 * 100_000 / Block.MOST);
        assertThat(changed(arrays, arrays(before.with(new Name("user5000x")))))
                .as("one more")
                .isEqualTo(1);
        assertThat(changed(arrays, arrays(before.without("user5000"))))
                .as("one less")
                .isEqualTo(1);
        assertThat(changed(arrays, arrays(before.with(new Name("user5000x")).without("user5000x"))))
                .as("and back")
                .isEqualTo(1);
        assertThat(changed(arrays, arrays(before))).as("the same set").isZero();
    }

    private static String sent(BlockSet<Name> set) {
        String message = Announcements.text(Announcements.list("GetOnlineUsers", set.text()));
        Matcher list = Pattern.compile(".*\\[\\[\"?(.*?)\"?]]}").matcher(message);
        assertThat(list.matches()).isTrue();
        return list.group(1);
    }

    /** {@return what a list consists of, without begin and end} */
    private static List<byte[]> arrays(BlockSet<Name> set) {
        List<byte[]> arrays =
                Batches.arrays(Announcements.list("GetOnlineUsers", set.text()).in("json"));
        return arrays.subList(1, arrays.size() - 1);
    }

    private static long changed(List<byte[]> before, List<byte[]> after) {
        Set<byte[]> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(before);
        return after.stream().filter(array -> !known.contains(array)).count();
    }

    @Test
    void anElementThatIsThereStaysTheSame() {
        Name anna = new Name("anna");
        BlockSet<Name> set = BlockSet.<Name>empty().with(anna);
        assertThat(set.with(new Name("anna"))).isSameAs(set);
        assertThat(set.without("bert")).isSameAs(set);
        assertThat(set.find("anna")).isSameAs(anna);
    }

    @Test
    void comesInAnyOrder() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            ids.add("user" + i);
        }
        List<String> sorted = List.copyOf(new TreeSet<>(ids));
        List<String> backwards = new ArrayList<>(sorted);
        Collections.reverse(backwards);
        List<String> mixed = new ArrayList<>(sorted);
        Collections.shuffle(mixed, new Random(1));
        for (List<String> order : List.of(sorted, backwards, mixed)) {
            BlockSet<Name> set = BlockSet.empty();
            for (String id : order) {
                set = set.with(new Name(id));
            }
            assertThat(set.ids()).isEqualTo(sorted);
            for (String id : order.subList(0, 4_000)) {
                set = set.without(id);
            }
            assertThat(set.ids()).isEqualTo(List.copyOf(new TreeSet<>(order.subList(4_000, 5_000))));
        }
    }

    @Test
    void theListIsReadOnlyAndAsStrictAsAny() {
        List<String> ids = filled(1_000).ids();
        assertThatThrownBy(() -> ids.add("zoe")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ids.remove("user1")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ids.get(1_000)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ids.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        Iterator<String> iterator = ids.subList(999, 1_000).iterator();
        assertThat(iterator.next()).isEqualTo("user999");
        assertThat(iterator.hasNext()).isFalse();
        assertThat(ids).isEqualTo(List.copyOf(ids)).hasSameHashCodeAs(List.copyOf(ids));
        assertThat(new HashSet<>(ids)).hasSize(1_000);
    }

    private static BlockSet<Name> filled(int size) {
        BlockSet<Name> set = BlockSet.empty();
        for (int i = 0; i < size; i++) {
            set = set.with(new Name("user" + i));
        }
        return set;
    }
}
