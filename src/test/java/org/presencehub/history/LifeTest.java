package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.history.Step.AwaitGone;
import org.presencehub.history.Step.End;
import org.presencehub.history.Step.Open;

class LifeTest {
    private static final Grace GRACE = new Grace(Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void aSeedAlwaysGivesTheSameLives() {
        assertThat(Life.random(7, 50, GRACE)).isEqualTo(Life.random(7, 50, GRACE));
        assertThat(Life.random(7, 50, GRACE)).isNotEqualTo(Life.random(8, 50, GRACE));
    }

    @Test
    void tabsAreOpenedOnceAndEndedOnce() {
        for (Life life : Life.random(1, 500, GRACE)) {
            Set<Integer> ever = new HashSet<>();
            List<Integer> open = new ArrayList<>();
            int departures = 0;
            for (Step step : life.steps()) {
                if (step instanceof Open opening) {
                    assertThat(opening.tabs()).isNotEmpty().allMatch(ever::add);
                    open.addAll(opening.tabs());
                } else if (step instanceof End end) {
                    assertThat(end.tabs()).isNotEmpty().allMatch(open::remove);
                } else if (step instanceof AwaitGone gone) {
                    assertThat(open).isEmpty();
                    assertThat(gone.times()).isEqualTo(++departures);
                }
            }
        }
    }

    @Test
    void everythingHappensToSomebody() {
        Set<Class<?>> steps = new HashSet<>();
        Set<Ending> endings = EnumSet.noneOf(Ending.class);
        Set<Integer> atOnce = new HashSet<>();
        for (Life life : Life.random(1, 200, GRACE)) {
            for (Step step : life.steps()) {
                steps.add(step.getClass());
                if (step instanceof End end) {
                    endings.add(end.how());
                } else if (step instanceof Open open) {
                    atOnce.add(open.tabs().size());
                }
            }
        }
        assertThat(steps).containsExactlyInAnyOrder(Open.class, End.class, AwaitGone.class);
        assertThat(endings).containsExactlyInAnyOrder(Ending.values());
        assertThat(atOnce).contains(1, 2);
    }

    @Test
    void aServerWithoutGracePeriodsGetsLivesToo() {
        assertThat(Life.random(1, 100, new Grace(Duration.ZERO, Duration.ZERO))).hasSize(100);
    }
}
