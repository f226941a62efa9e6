package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final Verdict CLEAN = new Verdict(7, Map.of(), 12, 5, 60);
    private static final Verdict BROKEN = new Verdict(
            8, Map.of(Rule.NOT_ITSELF, List.of(new Violation(Rule.NOT_ITSELF, "u1/1", "#6 +u1"))), 13, 6, 70);

    private final Verdicts verdicts = new Verdicts();

    @Test
    void eachNamesItsSeed() {
        assertThat(CLEAN)
                .hasToString(
                        "Seed 7: every promise was kept; 5 connections were told 60 things about 12 comings and goings.");
        assertThat(BROKEN)
                .hasToString("Seed 8 broke a promise, 1 times: Nobody is told of itself.\n    u1/1 was told #6 +u1");
    }

    @Test
    void theyAreCleanUnlessOneIsNot() {
        verdicts.add(CLEAN);
        assertThat(verdicts.areClean()).isTrue();

        verdicts.add(BROKEN);
        assertThat(verdicts.areClean()).isFalse();
        assertThat(verdicts)
                .hasToString("1 of 2 seeds kept every promise; 11 connections were told 130 things.\n"
                        + "    broken in 1 seeds, 1 times: Nobody is told of itself.");
    }
}
