package org.presencehub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.presencehub.console.ConsoleView.Entry;
import org.presencehub.console.ConsoleView.Kind;

/** The last lines, each told once to whoever asks from where they were. */
class TimelineTest {
    private final Timeline timeline = new Timeline();

    private void come(String user) {
        timeline.add(new Entry(Kind.came, user, Instant.EPOCH, null, null));
    }

    @Test
    void tellsWhatIsNew() {
        come("anna");
        come("bert");
        Timeline.Slice first = timeline.after(0);
        come("carl");

        assertThat(first.entries()).extracting(Entry::user).containsExactly("anna", "bert");
        assertThat(timeline.after(first.position()).entries())
                .extracting(Entry::user)
                .containsExactly("carl");
        assertThat(timeline.after(timeline.after(0).position()).entries()).isEmpty();
    }

    @Test
    void whoAsksFromAnotherLifeOfTheServerIsToldNothingWrong() {
        come("anna");
        assertThat(timeline.after(99).entries()).isEmpty();
    }

    @Test
    void keepsTheLastTwoHundred() {
        IntStream.range(0, 250).forEach(i -> come("user" + i));

        assertThat(timeline.after(0).entries())
                .extracting(Entry::user)
                .hasSize(200)
                .startsWith("user50")
                .endsWith("user249");
        assertThat(timeline.after(240).entries()).hasSize(10);
    }
}
