package org.presencehub.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.presencehub.history.Told.Listed;
import org.presencehub.history.Told.Transition;

/** The rules that one story keeps or breaks by itself. Stateless. */
final class StoryRules {
    private static final int OWN_LIST = -1;

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

    static Stream<String> alternation(Story story, History history) {
        Map<String, Integer> latest = new HashMap<>(); // transition of each user
        List<String> broken = new ArrayList<>();
        for (int place = 0; place < story.told().size(); place++) {
            if (story.told().get(place) instanceof Transition next) {
                int before = Optional.ofNullable(latest.put(next.user(), place)).orElse(OWN_LIST);
                if (saysAgain(next, before, story)) {
                    broken.add(story.excerpt(next.user(), Math.max(before, 0), place));
                }
            }
        }
        return broken.stream();
    }

    private static boolean saysAgain(Transition next, int before, Story story) {
        return before == OWN_LIST
                ? story.ownList()
                        .filter(own -> own.users().contains(next.user()) == next.online())
                        .isPresent()
                : story.told().get(before).equals(next);
    }

    static Stream<String> notItself(Story story, History history) {
        return IntStream.range(0, story.told().size())
                .filter(place -> story.told().get(place) instanceof Transition transition
                        && transition.user().equals(story.user()))
                .mapToObj(place -> story.excerpt(story.user(), place));
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
        Set<String> known = new HashSet<>(Set.of(story.user()));
        boolean first = true;
        for (int place = 0; place < story.told().size(); place++) {
            if (story.told().get(place) instanceof Transition transition) {
                Story.apply(transition, known);
            } else if (story.told().get(place) instanceof Listed list) {
                for (String user : first ? Set.<String>of() : fault.apply(list.users(), known)) {
                    broken.add(latest(story, user, place));
                }
                known = new HashSet<>(list.users());
                first = false;
            }
        }
        return broken.stream();
    }

    /** The list, behind the last transition of the user before it. */
    private static String latest(Story story, String user, int list) {
        return IntStream.iterate(list - 1, place -> place >= 0, place -> place - 1)
                .filter(place -> story.told().get(place) instanceof Transition transition
                        && transition.user().equals(user))
                .mapToObj(place -> story.excerpt(user, place, list))
                .findFirst()
                .orElseGet(() -> story.excerpt(user, list));
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
