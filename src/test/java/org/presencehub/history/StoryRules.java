package org.presencehub.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.presencehub.history.Told.Listed;
import org.presencehub.history.Told.Transition;

/** The rules that one story keeps or breaks by itself. Stateless. */
final class StoryRules {
    private StoryRules() {}

    static Stream<String> ownListFirst(Story story, History history) {
        if (story.told().isEmpty()) {
            return Stream.of("nothing");
        }
        boolean kept = story.ownList()
                .filter(list -> list.users().contains(story.user()))
                .isPresent();
        return kept ? Stream.empty() : Stream.of(story.excerpt(story.user(), 0));
    }

    static Stream<String> ownListContinued(Story story, History history) {
        Set<String> mentioned = new HashSet<>();
        return story.ownList().map(Listed::users).stream()
                .flatMap(own -> story.places(Transition.class)
                        .filter(place -> mentioned.add(story.transition(place).user()))
                        .filter(place -> own.contains(story.transition(place).user())
                                == story.transition(place).online())
                        .mapToObj(place -> story.excerpt(story.transition(place).user(), 0, place)));
    }

    static Stream<String> alternation(Story story, History history) {
        Map<String, Integer> latest = new HashMap<>(); // transition of each user
        List<String> broken = new ArrayList<>();
        story.places(Transition.class).forEach(place -> {
            Transition next = story.transition(place);
            Integer before = latest.put(next.user(), place);
            if (before != null && story.transition(before).equals(next)) {
                broken.add(story.excerpt(next.user(), before, place));
            }
        });
        return broken.stream();
    }

    static Stream<String> notItself(Story story, History history) {
        return story.transitionsOf(story.user()).mapToObj(place -> story.excerpt(story.user(), place));
    }

    static Stream<String> listsAhead(Story story, History history) {
        return lists(story, (list, known) -> minus(list, known));
    }

    static Stream<String> listsBehind(Story story, History history) {
        return lists(story, (list, known) -> minus(known, list));
    }

    /** Compares each list but the first with what was known; what it says is known from then on. */
    private static Stream<String> lists(Story story, BinaryOperator<Set<String>> fault) {
        List<String> broken = new ArrayList<>();
        Optional<Set<String>> known = Optional.empty();
        for (int place = 0; place < story.told().size(); place++) {
            if (story.told().get(place) instanceof Listed list) {
                int here = place;
                known.map(before -> fault.apply(list.users(), before))
                        .ifPresent(users -> users.forEach(user -> broken.add(latest(story, user, here))));
                known = Optional.of(new HashSet<>(list.users()));
            } else {
                Transition transition = story.transition(place);
                known.ifPresent(before -> Story.apply(transition, before));
            }
        }
        return broken.stream();
    }

    /** The list, behind the last transition of the user before it. */
    private static String latest(Story story, String user, int list) {
        OptionalInt before =
                story.transitionsOf(user).filter(place -> place < list).max();
        return before.isPresent() ? story.excerpt(user, before.getAsInt(), list) : story.excerpt(user, list);
    }

    static Set<String> minus(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        others.forEach(rest::remove);
        return rest;
    }

    static Stream<String> kept(Story story, History history) {
        return story.end() instanceof End.ByServer end
                ? Stream.of(end.how() + " after " + story.told().size() + " events")
                : Stream.empty();
    }
}
