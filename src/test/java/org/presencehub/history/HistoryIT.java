package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/**
 * Hundreds of users live random lives on a server, and every connection is told what it was promised.
 *
 * <p>{@link HistoryOptions} says how many seeds, and which; a seed's lives are always the same, when the server hears of them is not.
 */
@WireTest
@Tag("ours")
@Isolated("its storms would slow down tests that measure times")
final class HistoryIT {
    private static final System.Logger LOG = System.getLogger(HistoryIT.class.getName());
    private static final HistoryOptions OPTIONS = HistoryOptions.ofSystemProperties();
    private static final Verdicts VERDICTS = new Verdicts();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ServerUnderTest server;

    HistoryIT(ServerUnderTest server) {
        this.server = server;
    }

    static LongStream seeds() {
        return OPTIONS.allSeeds();
    }

    @BeforeAll
    static void sayWhichServer() {
        if (System.getProperty("presencehub.url", "").isBlank()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "No address is given (-Dpresencehub.url): checking the server of this build.");
        }
    }

    @AfterAll
    static void sumUp() {
        LOG.log(System.Logger.Level.INFO, VERDICTS.toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWatcherIsToldWhatItWasPromised(long seed) {
        List<Life> lives = Life.random(seed, OPTIONS.users(), OPTIONS.grace());
        History history = new SeededRun(new Stage(server, CLIENT), lives, OPTIONS.grace()).play();

        Verdict verdict = Verdict.of(seed, history);
        VERDICTS.add(verdict);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(history.timeline().length()).isGreaterThan(OPTIONS.users());
    }
}
