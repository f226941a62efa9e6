package org.presencehub.history;

import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.presencehub.history.Told.Listed;
import org.presencehub.history.Told.Transition;

/** The one history, as the witness was told it: transitions in order, and who was online before and after each. Immutable. */
final class Timeline {
    private final List<Transition> transitions;
    private final List<Set<String>> states = new ArrayList<>();
    private final Map<Transition, List<Integer>> places;

    Timeline(Story witness) {
        transitions = witness.transitions();
        Set<String> online = new HashSet<>(witness.ownList().map(Listed::users).orElse(Set.of()));
        states.add(Set.copyOf(online));
        for (Transition each : transitions) {
            Story.apply(each, online);
            states.add(Set.copyOf(online));
        }
        places = IntStream.range(0, transitions.size()).boxed().collect(groupingBy(transitions::get));
    }

    int length() {
        return transitions.size();
    }

    /** The last transition, if there is one. */
    List<Transition> end() {
        return transitions.subList(Math.max(0, length() - 1), length());
    }

    /** Who was online when so many transitions had been told. */
    Set<String> state(int place) {
        return states.get(place);
    }

    Map<String, List<Transition>> byUser() {
        return transitions.stream().collect(groupingBy(Transition::user));
    }

    /** Where these transitions stand in this order, with no other between them; everywhere, if there are none. */
    IntStream placesOf(List<Transition> piece) {
        if (piece.isEmpty()) {
            return IntStream.rangeClosed(0, length());
        }
        int size = piece.size();
        return places.getOrDefault(piece.get(0), List.of()).stream()
                .mapToInt(Integer::intValue)
                .filter(place -> place + size <= length()
                        && transitions.subList(place, place + size).equals(piece));
    }

    boolean contains(List<Transition> piece) {
        return placesOf(piece).findAny().isPresent();
    }

    /** The shortest part of the piece that stands nowhere here. */
    Optional<List<Transition>> foreignPart(List<Transition> piece) {
        if (contains(piece)) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, piece.size())
                .boxed()
                .flatMap(size -> IntStream.rangeClosed(0, piece.size() - size)
                        .mapToObj(from -> piece.subList(from, from + size)))
                .filter(part -> !contains(part))
                .findFirst();
    }
}
