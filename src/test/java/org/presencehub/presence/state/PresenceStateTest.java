package org.presencehub.presence.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.DisconnectReason.EXPIRED;
import static org.presencehub.DisconnectReason.GOODBYE;
import static org.presencehub.DisconnectReason.KICKED;
import static org.presencehub.DisconnectReason.LOST;
import static org.presencehub.DisconnectReason.SLOW;

import java.time.Duration;
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
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.state.PresenceCommand.End;
import org.presencehub.presence.state.PresenceCommand.Track;
import org.presencehub.presence.state.PresenceCommand.Untrack;

/** The rules against a sequential model with random histories, and by example where a number says more. */
class PresenceStateTest {
    private static final int ALL = Integer.MAX_VALUE;

    private final PresenceState state = new PresenceState();

    /** Something that is said, after some time. */
    private record Said(long after, @Nullable PresenceCommand command) {}

    @Provide
    Arbitrary<List<Said>> histories() {
        Arbitrary<String> connections = Combinators.combine( // a1, a2 and a3 are connections of a
                        Arbitraries.of("a", "b", "c", "d"), Arbitraries.of("1", "2", "3"))
                .as(String::concat);
        Arbitrary<Grace> graces = Combinators.combine(Arbitraries.of(0L, 1L, 5L), Arbitraries.of(true, false, false))
                .as((nanos, sentAway) -> new Grace(Duration.ofNanos(nanos), sentAway));
        Arbitrary<Said> said = Arbitraries.frequencyOf(
                Tuple.of(4, connections.map(id -> new Said(0, new Track(id, id.substring(0, 1))))),
                Tuple.of(
                        1,
                        Combinators.combine(connections, graces)
                                .as((id, grace) -> new Said(0, new Untrack(id, grace)))),
                Tuple.of(
                        3,
                        Combinators.combine(connections, graces)
                                .as((id, grace) -> new Said(0, new End(id, LOST, grace)))),
                Tuple.of(2, Arbitraries.longs().between(0, 6).map(time -> new Said(time, null))));
        return said.list().ofMinSize(1).ofMaxSize(200);
    }

    /** The same rules in the plainest words: looks at everybody after each command, and knows nothing of versions. */
    private static final class Model {
        final Map<String, String> userOf = new HashMap<>();
        final Set<String> known = new HashSet<>();
        final Map<String, Long> graceEnds = new TreeMap<>();
        final NavigableSet<String> online = new TreeSet<>();

        Change.Kind track(String connection, String user) {
            boolean tracked = userOf.putIfAbsent(connection, user) == null;
            online.add(user);
            boolean unknown = known.add(connection);
            return tracked ? unknown ? Change.Kind.TRACKED : Change.Kind.TRACKED_AGAIN : Change.Kind.NONE;
        }

        Change.Kind end(String connection, long now, Grace grace) {
            known.remove(connection);
            return untrack(connection, now, grace);
        }

        Change.Kind untrack(String connection, long now, Grace grace) {
            String user = userOf.remove(connection);
            if (user != null) {
                long end = now + (grace.endsOthers() ? 0 : grace.time().toNanos());
                graceEnds.merge(user, end, (before, after) -> grace.endsOthers() ? after : Math.max(before, after));
                pass(now);
            }
            return user == null ? Change.Kind.NONE : Change.Kind.UNTRACKED;
        }

        void pass(long now) {
            online.removeIf(user -> !userOf.containsValue(user) && graceEnds.getOrDefault(user, now) <= now);
            graceEnds.keySet().retainAll(online);
        }

        Set<String> connectionsOf(String user) {
            return userOf.keySet().stream()
                    .filter(connection -> user.equals(userOf.get(connection)))
                    .collect(toSet());
        }

        OptionalLong due() {
            return online.stream()
                    .filter(user -> !userOf.containsValue(user))
                    .mapToLong(user -> graceEnds.getOrDefault(user, Long.MAX_VALUE))
                    .min();
        }
    }

    @Property(tries = 2000)
    void doesWhatTheModelDoes(@ForAll("histories") List<Said> history) {
        PresenceState state = new PresenceState();
        Model model = new Model();
        long now = 0;
        for (Said said : history) {
            now += said.after();
            if (said.command() != null) {
                Change.Kind kind = apply(said.command(), now, model);
                assertThat(state.apply(said.command(), now).kind()).isEqualTo(kind);
            }
            state.advance(now, ALL);
            model.pass(now);
            assertThat(users(state)).containsExactlyElementsOf(model.online);
            assertThat(state.due()).isEqualTo(model.due());
            assertThat(state.connections()).isEqualTo(model.userOf.size());
            assertThat(state.online().bytes()).isEqualTo(4L * model.online.size());
            for (String user : model.online) {
                assertThat(connectionsOf(user, state)).isEqualTo(model.connectionsOf(user));
            }
        }
    }

    @Property(tries = 2000)
    void transitionsAlternateAndTellAllThatTheSnapshotShows(@ForAll("histories") List<Said> history) {
        PresenceState state = new PresenceState();
        Set<String> online = new HashSet<>();
        long version = 0;
        long now = 0;
        for (Said said : history) {
            now += said.after();
            for (Transition transition : apply(said, now, state)) {
                assertThat(transition.version()).isEqualTo(++version);
                boolean alternates =
                        transition.online() ? online.add(transition.user()) : online.remove(transition.user());
                assertThat(alternates).as("%s alternates", transition).isTrue();
            }
            assertThat(state.online().version()).isEqualTo(version);
            assertThat(users(state)).containsExactlyInAnyOrderElementsOf(online);
        }
    }

    @Property(tries = 500)
    void aCommandGivenTwiceHasNoMoreEffectThanOnce(@ForAll("histories") List<Said> history) {
        PresenceState state = new PresenceState();
        long now = 0;
        for (Said said : history) {
            now += said.after();
            apply(said, now, state);
            assertThat(apply(said, now, state)).isEmpty();
        }
    }

    @Property(tries = 500)
    void theSameCommandsAtTheSameTimesMakeTheSameTransitions(@ForAll("histories") List<Said> history) {
        PresenceState one = new PresenceState();
        PresenceState other = new PresenceState();
        long now = 0;
        for (Said said : history) {
            now += said.after();
            assertThat(apply(said, now, one)).isEqualTo(apply(said, now, other));
        }
    }

    @Property(tries = 500)
    void whoGoesInSlicesGoesInTheSameOrderAsAtOnce(
            @ForAll("histories") List<Said> history, @ForAll @IntRange(min = 1, max = 3) int slice) {
        PresenceState atOnce = new PresenceState();
        PresenceState inSlices = new PresenceState();
        long now = 0;
        for (Said said : history) {
            now += said.after();
            List<Transition> transitions = apply(said, now, atOnce);
            List<Transition> sliced = new ArrayList<>();
            if (said.command() != null) {
                sliced.addAll(inSlices.apply(said.command(), now).transitions());
            }
            while (inSlices.due().orElse(Long.MAX_VALUE) <= now) {
                List<Transition> some = inSlices.advance(now, slice);
                assertThat(some).hasSizeBetween(1, slice);
                sliced.addAll(some);
            }
            assertThat(sliced).isEqualTo(transitions);
        }
    }

    @Property(tries = 500)
    void aSnapshotNeverChanges(@ForAll("histories") List<Said> history) {
        PresenceState state = new PresenceState();
        List<List<String>> seen = new ArrayList<>();
        List<List<String>> copies = new ArrayList<>();
        long now = 0;
        for (Said said : history) {
            now += said.after();
            apply(said, now, state);
            seen.add(users(state));
            copies.add(List.copyOf(users(state)));
        }
        assertThat(seen).isEqualTo(copies);
    }

    private static List<Transition> apply(Said said, long now, PresenceState state) {
        List<Transition> transitions = new ArrayList<>();
        if (said.command() != null) {
            transitions.addAll(state.apply(said.command(), now).transitions());
        }
        transitions.addAll(state.advance(now, ALL));
        return transitions;
    }

    private static Change.Kind apply(PresenceCommand command, long now, Model model) {
        if (command instanceof Track track) {
            return model.track(track.connection(), track.user());
        }
        return command instanceof End end
                ? model.end(end.connection(), now, end.grace())
                : model.untrack(command.connection(), now, ((Untrack) command).grace());
    }

    private static Set<String> connectionsOf(String user, PresenceState state) {
        return requireNonNull(state.online().find(user)).connections();
    }

    private static List<String> users(PresenceState state) {
        return state.online().snapshot().users();
    }

    @Test
    void aReloadWithinTheGraceIsSilent() {
        track("first", "anna");
        assertThat(end("first", LOST, 10, 5)).isEmpty();
        assertThat(track("second", "anna")).isEmpty();
        assertThat(state.advance(1000, ALL)).isEmpty();
        assertThat(state.online().version()).isEqualTo(1);
    }

    @Test
    void theLongestGraceOfAllConnectionsHolds() {
        track("phone", "anna");
        track("tab", "anna");
        end("phone", LOST, 0, 5);
        end("tab", LOST, 1, 1);
        assertThat(state.advance(4, ALL)).isEmpty();
        assertThat(state.advance(5, ALL)).containsExactly(new Transition(2, "anna", LOST));
    }

    @Test
    void aKickEndsEarlierGraces() {
        track("phone", "anna");
        track("tab", "anna");
        end("phone", LOST, 0, 5);
        assertThat(end("tab", KICKED, 1, 0)).containsExactly(new Transition(2, "anna", KICKED));
    }

    @Test
    void whoIsKickedWaitsForNobodyWhoseGraceIsOver() {
        track("1", "anna");
        track("2", "bert");
        end("1", LOST, 0, 5);
        assertThat(end("2", KICKED, 6, 0)).containsExactly(new Transition(3, "bert", KICKED));
        assertThat(state.advance(6, ALL)).containsExactly(new Transition(4, "anna", LOST));
    }

    @Test
    void aKickedConnectionLeavesItsUserOnlineByAnotherOne() {
        track("phone", "anna");
        track("tab", "anna");
        assertThat(end("phone", LOST, 0, 0)).isEmpty();
        assertThat(users(state)).containsExactly("anna");
    }

    @Test
    void theReasonIsThatOfTheConnectionWhichEndedLast() {
        track("phone", "anna");
        track("tab", "anna");
        end("phone", SLOW, 0, 5);
        end("tab", GOODBYE, 1, 1);
        assertThat(state.advance(5, ALL)).extracting(Transition::reason).containsExactly(GOODBYE);
        track("tab", "anna");
        assertThat(end("tab", EXPIRED, 6, 0)).extracting(Transition::reason).containsExactly(EXPIRED);
    }

    @Test
    void whoIsUntrackedGoesAsAfterAGoodbye() {
        track("tab", "anna");
        assertThat(state.apply(new Untrack("tab", new Grace(Duration.ZERO, false)), 1)
                        .transitions())
                .containsExactly(new Transition(2, "anna", GOODBYE));
    }

    @Test
    void nothingIsLeftOfThousandsOfReconnects() {
        for (int i = 0; i < 10_000; i++) {
            track("connection" + i, "anna");
            end("connection" + i, LOST, i, 1_000_000);
        }
        assertThat(state.due()).hasValue(1_009_999);
        track("last", "anna");
        assertThat(state.due()).isEmpty();
        assertThat(connectionsOf("anna", state)).containsExactly("last");
    }

    @Test
    void manyGoInOneStepAndInAnOrderThatIsAlwaysTheSame() {
        List<String> users = Stream.of("dora", "anna", "bert", "carl").collect(toCollection(ArrayList::new));
        users.forEach(user -> track(user, user));
        users.forEach(user -> end(user, LOST, 0, 5));
        assertThat(state.advance(5, ALL)).extracting(Transition::user).containsExactly("anna", "bert", "carl", "dora");
        assertThat(users(state)).isEmpty();
    }

    @Test
    void atMostAsManyGoAsTheyMay() {
        for (String user : List.of("anna", "bert", "carl")) {
            track(user, user);
            end(user, LOST, 0, 5);
        }
        assertThat(state.advance(5, 2))
                .containsExactly(new Transition(4, "anna", LOST), new Transition(5, "bert", LOST));
        assertThat(state.due()).hasValue(5);
        assertThat(state.advance(5, 2)).containsExactly(new Transition(6, "carl", LOST));
    }

    @Test
    void theListWeighsWhatItHasOnTheWire() {
        List<String> users = List.of("anna", "Zoë", "日本", "\uD83D\uDE00");
        long bytes = 0;
        for (String user : users) {
            track(user, user);
            bytes += "\"\",".length() + user.getBytes(UTF_8).length;
            assertThat(state.online().bytes()).isEqualTo(bytes);
        }
        users.forEach(user -> end(user, KICKED, 0, 0));
        assertThat(state.online().bytes()).isZero();
    }

    private List<Transition> track(String connection, String user) {
        return state.apply(new Track(connection, user), 0).transitions();
    }

    private List<Transition> end(String connection, DisconnectReason reason, long now, long grace) {
        return state.apply(
                        new End(
                                connection,
                                reason,
                                new Grace(
                                        Duration.ofNanos(grace),
                                        GracePeriods.DEFAULTS.after(reason).endsOthers())),
                        now)
                .transitions();
    }
}
