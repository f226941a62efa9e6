package org.presencehub.history;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.presencehub.history.Told.Listed;
import org.presencehub.history.Told.Transition;

/** The rules that hold a story against the others and against the truth. Stateless. */
final class HistoryRules {
    private HistoryRules() {}

    static Stream<String> oneHistory(Story story, History history) {
        Timeline timeline = history.timeline();
        List<Transition> piece = story.transitions();
        Optional<List<Transition>> foreign = timeline.foreignPart(piece);
        if (foreign.isPresent()) {
            return Stream.of(
                    words(foreign.get()) + (foreign.get().size() > 1 ? " in a row," : ",") + " the witness was not");
        }
        return places(story, timeline).findAny().isPresent()
                ? Stream.empty()
                : Stream.of("nothing of the history's end: … " + words(timeline.end()));
    }

    /** Where the story may stand in the history: if it stays, only at its end. */
    private static IntStream places(Story story, Timeline timeline) {
        List<Transition> piece = story.transitions();
        return timeline.placesOf(piece).filter(place -> !story.stays() || place + piece.size() == timeline.length());
    }

    static Stream<String> ownListInPlace(Story story, History history) {
        Timeline timeline = history.timeline();
        return story.ownList().map(Listed::users).stream()
                .flatMap(own -> places(story, timeline)
                        .mapToObj(place -> difference(own, timeline.state(place)))
                        .min(Comparator.comparingInt(String::length))
                        .filter(difference -> !difference.isEmpty())
                        .stream())
                .map(difference -> "an own list that has" + difference);
    }

    static Stream<String> lastList(Story story, History history) {
        Set<String> last = story.lastList().map(Listed::users).orElse(Set.of());
        return untrue(story, last, history, "a last list that has");
    }

    static Stream<String> sum(Story story, History history) {
        return untrue(story, story.sum(), history, "what adds up to");
    }

    private static Stream<String> untrue(Story story, Set<String> claimed, History history, String what) {
        return !story.stays() || claimed.equals(history.online())
                ? Stream.empty()
                : Stream.of(what + difference(claimed, history.online()));
    }

    static Stream<String> count(Story story, History history) {
        return history.isWitness(story)
                ? miscounts(history, (fate, told) -> told.comings() < fate.least() || !told.fits(fate.online()))
                : Stream.empty();
    }

    static Stream<String> silentReload(Story story, History history) {
        return history.isWitness(story)
                ? miscounts(history, (fate, told) -> told.comings() > fate.most())
                : Stream.empty();
    }

    /** How often one was told that a user came, and that it went. */
    private record Counts(int comings, int goings) {
        static Counts of(List<Transition> transitions) {
            int comings = (int) transitions.stream().filter(Transition::online).count();
            return new Counts(comings, transitions.size() - comings);
        }

        boolean fits(boolean online) {
            return goings == comings - (online ? 1 : 0);
        }
    }

    private static Stream<String> miscounts(History history, BiPredicate<Fate, Counts> wrong) {
        Map<String, List<Transition>> told = history.timeline().byUser();
        return history.fates().entrySet().stream()
                .filter(fate -> !fate.getKey().equals(history.witness().user()))
                .sorted(Map.Entry.comparingByKey())
                .filter(fate -> wrong.test(fate.getValue(), Counts.of(told.getOrDefault(fate.getKey(), List.of()))))
                .map(fate -> words(told.getOrDefault(fate.getKey(), List.of())) + " of " + fate.getKey() + ", who came "
                        + fate.getValue() + " times and is " + (fate.getValue().online() ? "online" : "offline"));
    }

    private static String words(List<Transition> transitions) {
        return transitions.isEmpty()
                ? "nothing"
                : transitions.stream().map(Transition::toString).collect(joining(" "));
    }

    /** " u1, u2 too many and u3 too few", or nothing. */
    private static String difference(Set<String> claimed, Set<String> truth) {
        return Stream.of(
                        some(StoryRules.minus(claimed, truth), "too many"),
                        some(StoryRules.minus(truth, claimed), "too few"))
                .filter(part -> !part.isEmpty())
                .collect(joining(" and"));
    }

    private static String some(Set<String> users, String how) {
        return users.isEmpty() ? "" : " " + String.join(", ", new TreeSet<>(users)) + " " + how;
    }
}
