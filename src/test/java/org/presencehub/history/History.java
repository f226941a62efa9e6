package org.presencehub.history;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that was told in a run, beside what is true. Immutable. */
final class History {
    private final Story witness;
    private final List<Story> stories;
    private final Map<String, Fate> fates;
    private final Set<String> online;
    private final Timeline timeline;

    /**
     * @param witness the story of one who came before all others, and stays
     * @param fates of every user
     */
    History(Story witness, List<Story> others, Map<String, Fate> fates) {
        this.witness = witness;
        this.fates = Map.copyOf(fates);
        List<Story> all = new ArrayList<>(List.of(witness));
        all.addAll(others);
        stories = List.copyOf(all);
        online = online(fates);
        timeline = new Timeline(witness);
    }

    /** Who is online at the end. */
    static Set<String> online(Map<String, Fate> fates) {
        return fates.entrySet().stream()
                .filter(each -> each.getValue().online())
                .map(Map.Entry::getKey)
                .collect(toUnmodifiableSet());
    }

    Story witness() {
        return witness;
    }

    boolean isWitness(Story story) {
        return story.watcher().equals(witness.watcher());
    }

    /** The witness's and those of all others. */
    List<Story> stories() {
        return stories;
    }

    Map<String, Fate> fates() {
        return fates;
    }

    Set<String> online() {
        return online;
    }

    Timeline timeline() {
        return timeline;
    }
}
