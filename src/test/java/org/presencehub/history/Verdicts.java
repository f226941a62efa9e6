package org.presencehub.history;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The verdicts on all seeds. Confined to one thread. */
final class Verdicts {
    private final List<Verdict> all = new ArrayList<>();

    void add(Verdict verdict) {
        all.add(verdict);
    }

    boolean areClean() {
        return all.stream().allMatch(Verdict::isClean);
    }

    /** In how many runs each rule was broken, and how often in all of them together. */
    @Override
    public String toString() {
        return "%d of %d seeds kept every promise; %d connections were told %d things."
                        .formatted(
                                all.stream().filter(Verdict::isClean).count(),
                                all.size(),
                                all.stream().mapToInt(Verdict::connections).sum(),
                                all.stream().mapToLong(Verdict::told).sum())
                + Arrays.stream(Rule.values())
                        .filter(rule -> runs(rule) > 0)
                        .map(this::line)
                        .collect(joining());
    }

    private String line(Rule rule) {
        return "\n    broken in %d seeds, %d times: %s".formatted(runs(rule), times(rule), rule.promise());
    }

    private long runs(Rule rule) {
        return all.stream().filter(verdict -> verdict.count(rule) > 0).count();
    }

    private int times(Rule rule) {
        return all.stream().mapToInt(verdict -> verdict.count(rule)).sum();
    }
}
