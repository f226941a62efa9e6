package org.presencehub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Waves with a clock cranked by hand. */
class WavesTest {
    private static final DrainOptions OPTIONS = DrainOptions.DEFAULTS
            .withWaveSize(10)
            .withWaveInterval(Duration.ofSeconds(1))
            .withTimeout(Duration.ofSeconds(20));

    private static final RandomGenerator IN_THE_MIDDLE = () -> 1L << 63; // nextDouble() is 0.5

    private final List<String> story = new ArrayList<>();
    private long now = -5;

    /** Lets so much time pass, or less if all is over. {@return whether it is} */
    private boolean pass(Waves waves, Duration time) {
        for (long end = now + time.toNanos(); now - end < 0; ) {
            long next = waves.advance(now);
            if (next == 0) {
                return true;
            }
            now += next;
        }
        return false;
    }

    private Waves waves(Crowd crowd) {
        return new Waves(OPTIONS, List.of(crowd), IN_THE_MIDDLE, now);
    }

    @Test
    void theyGoInWavesOfTheSizeThatIsSet() {
        Crowd crowd = new Crowd(story, 35);

        assertThat(pass(waves(crowd), Duration.ofSeconds(10))).isTrue();

        assertThat(crowd.waves()).containsExactly(10, 10, 10, 5);
        assertThat(now)
                .isBetween(
                        Duration.ofSeconds(3).toNanos() - 5,
                        Duration.ofMillis(3100).toNanos());
    }

    @Test
    void wavesAreLargerWhereThereWouldNotBeTimeForAll() {
        Crowd crowd = new Crowd(story, 1600);

        assertThat(pass(waves(crowd), Duration.ofSeconds(16))).isTrue();

        assertThat(crowd.waves()).hasSizeBetween(10, 17).allMatch(size -> size >= 90);
    }

    @Test
    void whereNobodyIsNothingIsWaitedFor() {
        assertThat(waves(new Crowd(story, 0)).advance(now)).isZero();
        assertThat(story).isEmpty();
    }

    @Test
    void theLongerItLastsTheFewerAreLeftAlone() {
        Crowd crowd = new Crowd(story, 1).lingering();

        pass(waves(crowd), Duration.ofSeconds(19));

        assertThat(crowd.spared().get(0)).isEqualTo(Spared.ARRIVALS_AND_CALLS);
        assertThat(crowd.spared().get(5)).isEqualTo(Spared.CALLS);
        assertThat(crowd.spared().get(crowd.spared().size() - 1)).isEqualTo(Spared.NOBODY);
    }

    @Test
    void whoHasNotGoneWhenTimeIsUpIsCutOff() {
        Crowd crowd = new Crowd(story, 3).lingering();
        Waves waves = waves(crowd);

        assertThat(pass(waves, Duration.ofSeconds(19))).isFalse();
        assertThat(story).doesNotContain("cut off");
        assertThat(pass(waves, Duration.ofSeconds(2))).isTrue();

        assertThat(story).endsWith("cut off");
        assertThat(waves.cutOff()).isEqualTo(3);
    }
}
