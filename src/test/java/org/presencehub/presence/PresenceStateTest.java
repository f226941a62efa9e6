package org.presencehub.presence;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.DisconnectReason.EXPIRED;
import static org.presencehub.DisconnectReason.GOODBYE;
import static org.presencehub.DisconnectReason.KICKED;
import static org.presencehub.DisconnectReason.LOST;
import static org.presencehub.DisconnectReason.SLOW;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** The rules against a sequential model with random histories, and by example where a number says more. */
class PresenceStateTest {
    private final PresenceState state = new PresenceState();

    private sealed interface Command {
        record Arrive(String connection) implements Command {
            String user() {
                return connection.substring(0, 1); // a1, a2 and a3 are connections of a
            }
        }

        record Depart(String connection, long grace) implements Command {}

        record Wait(long time) implements Command {}
    }

    @Provide
    Arbitrary<List<Command>> histories() {
        Arbitrary<String> connections = Combinators.combine(
                        Arbitraries.of("a", "b", "c", "d"), Arbitraries.of("1", "2", "3"))
                .as(String::concat);
        Arbitrary<Command> command = Arbitraries.frequencyOf(
                Tuple.of(4, connections.map(Command.Arrive::new)),
                Tuple.of(
                        4,
                        Combinators.combine(connections, Arbitraries.of(0L, 1L, 5L))
                                .as(Command.Depart::new)),
                Tuple.of(2, Arbitraries.longs().between(0, 6).map(Command.Wait::new)));
        return command.list().ofMinSize(1).ofMaxSize(200);
    }

    /** The same rules in the plainest words: looks at everybody after each command, and knows nothing of versions. */
    private static final class Model {
        final Map<String, String> userOf = new HashMap<>();
        final Map<String, Long> graceEnds = new TreeMap<>();
        final NavigableSet<String> online = new TreeSet<>();

        void arrive(String connection, String user) {
            userOf.putIfAbsent(connection, user);
            online.add(user);
        }

        void depart(String connection, long now, long grace) {
            String user = userOf.remove(connection);
            if (user != null) {
                graceEnds.merge(user, now + grace, (before, after) -> grace == 0 ? after : Math.max(before, after));
                pass(now);
            }
        }

        void pass(long now) {
            online.removeIf(user -> !userOf.containsValue(user) && graceEnds.getOrDefault(user, now) <= now);
            graceEnds.keySet().retainAll(online);
        }

        OptionalLong due() {
            return online.stream()
                    .filter(user -> !userOf.containsValue(user))
                    .mapToLong(user -> graceEnds.getOrDefault(user, Long.MAX_VALUE))
                    .min();
        }
    }

    @Property(tries = 2000)
    void doesWhatTheModelDoes(@ForAll("histories") List<Command> history) {
        PresenceState state = new PresenceState();
        Model model = new Model();
        long now = 0;
        for (Command command : history) {
            now += command instanceof Command.Wait wait ? wait.time() : 0;
            apply(command, now, state);
            apply(command, now, model);
            assertThat(state.snapshot().users()).containsExactlyElementsOf(model.online);
            assertThat(state.due()).isEqualTo(model.due());
            assertThat(state.connections()).isEqualTo(model.userOf.size());
            assertThat(state.listBytes()).isEqualTo(4L * model.online.size());
        }
    }

    @Property(tries = 2000)
    void transitionsAlternateAndTellAllThatTheSnapshotShows(@ForAll("histories") List<Command> history) {
        PresenceState state = new PresenceState();
        Set<String> online = new HashSet<>();
        long version = 0;
        long now = 0;
        for (Command command : history) {
            now += command instanceof Command.Wait wait ? wait.time() : 0;
            for (Transition transition : apply(command, now, state)) {
                assertThat(transition.version()).isEqualTo(++version);
                boolean alternates =
                        transition.online() ? online.add(transition.user()) : online.remove(transition.user());
                assertThat(alternates).as("%s alternates", transition).isTrue();
            }
            assertThat(state.snapshot().version()).isEqualTo(version);
            assertThat(state.snapshot().users()).containsExactlyInAnyOrderElementsOf(online);
        }
    }

    @Property(tries = 500)
    void aCommandGivenTwiceHasNoMoreEffectThanOnce(@ForAll("histories") List<Command> history) {
        PresenceState state = new PresenceState();
        long now = 0;
        for (Command command : history) {
            now += command instanceof Command.Wait wait ? wait.time() : 0;
            apply(command, now, state);
            assertThat(apply(command, now, state)).isEmpty();
        }
    }

    @Property(tries = 500)
    void aSnapshotNeverChanges(@ForAll("histories") List<Command> history) {
        PresenceState state = new PresenceState();
        List<List<String>> seen = new ArrayList<>();
        List<List<String>> copies = new ArrayList<>();
        long now = 0;
        for (Command command : history) {
            now += command instanceof Command.Wait wait ? wait.time() : 0;
            apply(command, now, state);
            seen.add(state.snapshot().users());
            copies.add(List.copyOf(state.snapshot().users()));
        }
        assertThat(seen).isEqualTo(copies);
    }

    private static List<Transition> apply(Command command, long now, PresenceState state) {
        if (command instanceof Command.Arrive arrive) {
            return state.arrive(arrive.connection(), arrive.user());
        }
        return command instanceof Command.Depart depart
                ? state.depart(depart.connection(), LOST, now, depart.grace())
                : state.advance(now);
    }

    private static void apply(Command command, long now, Model model) {
        if (command instanceof Command.Arrive arrive) {
            model.arrive(arrive.connection(), arrive.user());
        } else if (command instanceof Command.Depart depart) {
            model.depart(depart.connection(), now, depart.grace());
        } else {
            model.pass(now);
        }
    }

    @Test
    void aReloadWithinTheGraceIsSilent() {
        state.arrive("first", "anna");
        assertThat(state.depart("first", LOST, 10, 5)).isEmpty();
        assertThat(state.arrive("second", "anna")).isEmpty();
        assertThat(state.advance(1000)).isEmpty();
        assertThat(state.snapshot().version()).isEqualTo(1);
    }

    @Test
    void theLongestGraceOfAllConnectionsHolds() {
        state.arrive("phone", "anna");
        state.arrive("tab", "anna");
        state.depart("phone", LOST, 0, 5);
        state.depart("tab", LOST, 1, 1);
        assertThat(state.advance(4)).isEmpty();
        assertThat(state.advance(5)).containsExactly(new Transition(2, "anna", LOST));
    }

    @Test
    void aKickEndsEarlierGraces() {
        state.arrive("phone", "anna");
        state.arrive("tab", "anna");
        state.depart("phone", LOST, 0, 5);
        assertThat(state.depart("tab", KICKED, 1, 0)).containsExactly(new Transition(2, "anna", KICKED));
    }

    @Test
    void aKickedConnectionLeavesItsUserOnlineByAnotherOne() {
        state.arrive("phone", "anna");
        state.arrive("tab", "anna");
        assertThat(state.depart("phone", LOST, 0, 0)).isEmpty();
        assertThat(state.snapshot().users()).containsExactly("anna");
    }

    @Test
    void theReasonIsThatOfTheConnectionWhichEndedLast() {
        state.arrive("phone", "anna");
        state.arrive("tab", "anna");
        state.depart("phone", SLOW, 0, 5);
        state.depart("tab", GOODBYE, 1, 1);
        assertThat(state.advance(5)).extracting(Transition::reason).containsExactly(GOODBYE);
        state.arrive("tab", "anna");
        assertThat(state.depart("tab", EXPIRED, 6, 0))
                .extracting(Transition::reason)
                .containsExactly(EXPIRED);
    }

    @Test
    void nothingIsLeftOfThousandsOfReconnects() {
        for (int i = 0; i < 10_000; i++) {
            state.arrive("connection" + i, "anna");
            state.depart("connection" + i, LOST, i, 1_000_000);
        }
        assertThat(state.due()).hasValue(1_009_999);
        state.arrive("last", "anna");
        assertThat(state.due()).isEmpty();
    }

    @Test
    void manyGoInOneStepAndInAnOrderThatIsAlwaysTheSame() {
        List<String> users = Stream.of("dora", "anna", "bert", "carl").collect(toCollection(ArrayList::new));
        users.forEach(user -> state.arrive(user, user));
        users.forEach(user -> state.depart(user, LOST, 0, 5));
        assertThat(state.advance(5)).extracting(Transition::user).containsExactly("anna", "bert", "carl", "dora");
        assertThat(state.snapshot().users()).isEmpty();
    }

    @Test
    void theListWeighsWhatItHasOnTheWire() {
        state.arrive("1", "anna");
        state.arrive("2", "Zoë");
        assertThat(state.listBytes()).isEqualTo("\"anna\",".length() + "\"Zoe\",".length() + 1);
    }
}
