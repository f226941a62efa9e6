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
        return places(Transition.class).mapToObj(this::transition).toList();
    }

    /** Where it was told such things. */
    IntStream places(Class<? extends Told> kind) {
        return IntStream.range(0, told.size()).filter(place -> kind.isInstance(told.get(place)));
    }

    /** Where it was told of this user. */
    IntStream transitionsOf(String some) {
        return places(Transition.class).filter(place -> transition(place).user().equals(some));
    }

    Transition transition(int place) {
        return (Transition) told.get(place);
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
        return places(Listed.class).mapToObj(place -> (Listed) told.get(place)).reduce((before, after) -> after);
    }

    /** Who is online after all this, going by the own list and the transitions; the watcher itself, of course, is. */
    Set<String> sum() {
        Set<String> known = new HashSet<>(ownList().map(Listed::users).orElse(Set.of()));
        known.add(user);
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
