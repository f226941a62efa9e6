package org.presencehub.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rules say about the run of one seed. Immutable.
 *
 * @param transitions how many comings and goings the one history has
 * @param told how many things all connections together were told
 */
record Verdict(long seed, Map<Rule, List<Violation>> broken, int transitions, int connections, long told) {
    private static final int SHOWN = 3;

    static Verdict of(long seed, History history) {
        return new Verdict(
                seed,
                Rule.violations(history).stream().collect(groupingBy(Violation::rule, TreeMap::new, toList())),
                history.timeline().length(),
                history.stories().size(),
                history.stories().stream()
                        .mapToLong(story -> story.told().size())
                        .sum());
    }

    boolean isClean() {
        return broken.isEmpty();
    }

    int count(Rule rule) {
        return broken.getOrDefault(rule, List.of()).size();
    }

    /** That all is well, or each broken rule, how often, and the violations that are told in the fewest words. */
    @Override
    public String toString() {
        if (isClean()) {
            return "Seed %d: every promise was kept; %d connections were told %d things about %d comings and goings."
                    .formatted(seed, connections, told, transitions);
        }
        return broken.entrySet().stream()
                .map(each -> "Seed " + seed + " broke a promise, "
                        + each.getValue().size() + " times: " + each.getKey().promise() + shortest(each.getValue()))
                .collect(joining("\n"));
    }

    private static String shortest(List<Violation> violations) {
        return violations.stream()
                .sorted(Comparator.comparingInt(each -> each.excerpt().length()))
                .limit(SHOWN)
                .map(each -> "\n    " + each)
                .collect(joining());
    }
}
