package org.presencehub.history;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What a user does during a run. Immutable. */
record Life(String user, List<Step> steps) {
    private static final Duration LATEST_BIRTH = Duration.ofMillis(1_500);
    private static final int MOST_ACTS = 5;

    Life {
        steps = List.copyOf(steps);
    }

    /** So many lives; the same ones for the same seed. */
    static List<Life> random(long seed, int count, Grace grace) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new LifeDraft(random.split(), grace)
                        .of("u" + number, LATEST_BIRTH, random.nextInt(MOST_ACTS + 1)))
                .toList();
    }
}
