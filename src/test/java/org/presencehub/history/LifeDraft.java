package org.presencehub.history;

import static java.util.stream.Collectors.toCollection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.presencehub.history.Step.AwaitGone;
import org.presencehub.history.Step.End;
import org.presencehub.history.Step.Open;

/** A random life being made up. Confined to one thread. */
final class LifeDraft {
    private static final List<Ending> ENDINGS = List.of(Ending.values());
    private static final int MOST_TABS = 3;
    private static final Duration BREATH = Duration.ofMillis(300);

    private final SplittableRandom random;
    private final Grace grace;
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>();
    private int tabs;
    private int departures;

    LifeDraft(SplittableRandom random, Grace grace) {
        this.random = random;
        this.grace = grace;
    }

    Life of(String user, Duration latestBirth, int acts) {
        open(upTo(latestBirth), oneOrTwo());
        for (int i = 0; i < acts; i++) {
            act();
        }
        if (random.nextBoolean()) {
            endAll(random.nextBoolean() ? Ending.STOP : any());
        }
        return new Life(user, steps);
    }

    private void act() {
        switch (random.nextInt(10)) {
            case 0 -> openMore();
            case 1 -> end(Ending.STOP);
            case 2 -> end(Ending.CUT);
            case 3, 4 -> reload();
            case 5, 6 -> remount();
            case 7 -> swap();
            case 8 -> returnAsGraceEnds();
            default -> returnAfterDeparture();
        }
        if (open.isEmpty()) {
            open(upTo(BREATH), 1);
        }
    }

    private void openMore() {
        open(upTo(BREATH), oneOrTwo());
    }

    /** The page is gone and back before anybody need to know. */
    private void reload() {
        end(random.nextBoolean() ? Ending.LEAVE_PAGE : Ending.CUT);
        open(upTo(grace.lost().dividedBy(10)), 1);
    }

    /** A component that is unmounted and at once mounted again. */
    private void remount() {
        endAll(Ending.STOP);
        open(Duration.ZERO, 1);
    }

    private void swap() {
        open(upTo(BREATH), 1);
        steps.add(new End(upTo(BREATH), List.of(open.remove(0)), any()));
    }

    /** Where the server decides that a user is gone while it arrives: nobody can say which will be first. */
    private void returnAsGraceEnds() {
        endAll(Ending.CLOSE);
        long grace = this.grace.goodbye().toMillis();
        open(Duration.ofMillis(grace * 8 / 10 + random.nextLong(grace * 3 / 10 + 1)), 1);
    }

    private void returnAfterDeparture() {
        endAll(Ending.STOP);
        steps.add(new AwaitGone(++departures));
        open(upTo(BREATH.dividedBy(10)), oneOrTwo());
    }

    private void open(Duration pause, int count) {
        int allowed = Math.max(1, MOST_TABS - open.size());
        List<Integer> some = IntStream.range(0, Math.min(count, allowed))
                .mapToObj(any -> ++tabs)
                .collect(toCollection(ArrayList::new));
        steps.add(new Open(pause, some));
        open.addAll(some);
    }

    private void end(Ending how) {
        steps.add(new End(upTo(BREATH), List.of(open.remove(random.nextInt(open.size()))), how));
    }

    private void endAll(Ending how) {
        steps.add(new End(upTo(BREATH), List.copyOf(open), how));
        open.clear();
    }

    /** Two tabs at once race for being the arrival. */
    private int oneOrTwo() {
        return random.nextInt(1, 3);
    }

    private Ending any() {
        return ENDINGS.get(random.nextInt(ENDINGS.size()));
    }

    private Duration upTo(Duration most) {
        return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
    }
}
