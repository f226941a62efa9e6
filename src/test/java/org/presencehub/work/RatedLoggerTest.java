package org.presencehub.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What strangers can cause does not fill the log, and nothing of it is lost. */
class RatedLoggerTest {
    private final AtomicLong clock = new AtomicLong();
    private final Recorder log = new Recorder();
    private final RatedLogger rated = new RatedLogger(log, clock::get);

    /** Notes lines as "LEVEL text", with a "!" where there is a stack trace. */
    private static final class Recorder implements System.Logger {
        final List<String> lines = new ArrayList<>();
        Level least = Level.DEBUG;

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(level + " " + message + (thrown == null ? "" : "!"));
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                String format,
                @Nullable Object @Nullable ... parameters) {
            String text = format;
            for (int i = 0; parameters != null && i < parameters.length; i++) {
                text = text.replace("{" + i + "}", String.valueOf(parameters[i]));
            }
            lines.add(level + " " + text);
        }

        List<String> at(Level level) {
            return lines.stream().filter(line -> line.startsWith(level + " ")).toList();
        }
    }

    private void refuse(int times) {
        for (int each = 0; each < times; each++) {
            rated.log(System.Logger.Level.WARNING, "Refused {0}", each);
        }
    }

    @Test
    void aHundredLinesOfAKindAreWrittenAMinuteAndTheOthersAreAtDebug() {
        refuse(150);

        assertThat(log.at(System.Logger.Level.WARNING)).hasSize(100).first().isEqualTo("WARNING Refused 0");
        assertThat(log.at(System.Logger.Level.DEBUG)).hasSize(50).last().isEqualTo("DEBUG Refused 149");
    }

    @Test
    void oneLineSaysHowManyWereLeftOut() {
        refuse(150);
        rated.logLeftOut(false);
        assertThat(log.at(System.Logger.Level.WARNING)).hasSize(100);

        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        rated.logLeftOut(false);

        assertThat(log.at(System.Logger.Level.WARNING))
                .hasSize(101)
                .last()
                .asString()
                .contains("50 more lines", "Refused {0}");
    }

    @Test
    void theNextMinuteHasLinesOfItsOwn() {
        refuse(150);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        rated.logLeftOut(false);
        log.lines.clear();

        refuse(1);

        assertThat(log.lines).containsExactly("WARNING Refused 0");
    }

    @Test
    void anotherKindIsNotHeldBack() {
        refuse(150);

        rated.log(System.Logger.Level.WARNING, "Full {0}", "/hub");

        assertThat(log.lines).contains("WARNING Full /hub");
    }

    @Test
    void aStackTraceIsWrittenThreeTimesAndThenItsCauseInALine() {
        for (int each = 0; each < 5; each++) {
            rated.log(System.Logger.Level.ERROR, "Connection " + each, new IllegalStateException("no\nuser"));
        }

        assertThat(log.at(System.Logger.Level.ERROR))
                .startsWith("ERROR Connection 0!", "ERROR Connection 1!", "ERROR Connection 2!")
                .endsWith("ERROR Connection 4 java.lang.IllegalStateException: no?user")
                .hasSize(5);
        assertThat(log.at(System.Logger.Level.DEBUG))
                .as("with it")
                .containsExactly("DEBUG Connection 3!", "DEBUG Connection 4!");
    }

    @Test
    void whatIsNotWrittenAnywayIsNotCounted() {
        log.least = System.Logger.Level.ERROR;
        refuse(150);
        rated.logLeftOut(true);

        assertThat(log.lines).noneMatch(line -> line.contains("left out"));
    }

    @Test
    void linesThatAreAllDifferentFillNoMemory() {
        for (int each = 0; each < 100_000; each++) {
            rated.log(System.Logger.Level.WARNING, "line " + each);
        }
        rated.logLeftOut(true);

        assertThat(log.at(System.Logger.Level.WARNING))
                .hasSizeLessThan(1000)
                .last()
                .asString()
                .contains("left out");
    }

    @Test
    void theEndTellsOfAMinuteThatIsNotOver() {
        refuse(101);
        rated.logLeftOut(true);

        assertThat(log.lines).last().asString().contains("1 more");
    }
}
