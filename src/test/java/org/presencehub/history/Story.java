package org.presencehub.history;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.presencehub.history.Told.Listed;
import org.presencehub.history.Told.Transition;

/**
 * What one connection was told from its handshake to its end. Immutable.
 *
 * @param watcher the connection's name
 * @param user whose connection it is
 */
record Story(String watcher, String user, List<Told> told, End end) {
    Story {
        told = List.copyOf(told);
    }

    boolean stays() {
        return end == End.Planned.NOT_YET;
    }

    List<Transition> transitions() {
        return told.stream()
                .filter(Transition.class::isInstance)
                .map(Transition.class::cast)
                .toList();
    }

    /** The list it was told first of all. */
    Optional<Listed> ownList() {
        return told.stream()
                .limit(1)
                .filter(Listed.class::isInstance)
                .map(Listed.class::cast)
                .findFirst();
    }

    Optional<Listed> lastList() {
        return told.stream()
                .filter(Listed.class::isInstance)
                .map(Listed.class::cast)
                .reduce((before, after) -> after);
    }

    /** Who is online after all this, going by the own list and the transitions. */
    Set<String> sum() {
        Set<String> known = new HashSet<>(ownList().map(Listed::users).orElse(Set.of()));
        transitions().forEach(each -> apply(each, known));
        return known;
    }

    static void apply(Transition transition, Set<String> known) {
        if (transition.online()) {
            known.add(transition.user());
        } else {
            known.remove(transition.user());
        }
    }

    /** These places of the story, as far as they concern a user. */
    String excerpt(String about, int... places) {
        return IntStream.of(places).mapToObj(place -> excerpt(about, place)).collect(joining(" … "));
    }

    private String excerpt(String about, int place) {
        Told here = told.get(place);
        String which =
                here instanceof Listed list ? (list.users().contains(about) ? " with " : " without ") + about : "";
        return "#" + place + " " + here + which;
    }
}
