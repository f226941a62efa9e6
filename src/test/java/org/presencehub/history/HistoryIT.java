package org.presencehub.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/**
 * Hundreds of users live random lives on our server, and every connection is told what it was promised.
 *
 * <p>Other servers, and more seeds, are for {@link HistoryCheck}.
 */
@WireTest
@Tag("ours")
@Isolated("its storms would slow down tests that measure times")
final class HistoryIT {
    private static final System.Logger LOG = System.getLogger(HistoryIT.class.getName());
    private static final HistoryOptions OPTIONS = HistoryOptions.DEFAULTS;
    private static final Verdicts VERDICTS = new Verdicts();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ServerUnderTest server;

    HistoryIT(ServerUnderTest server) {
        this.server = server;
    }

    static LongStream seeds() {
        return OPTIONS.allSeeds();
    }

    @AfterAll
    static void sumUp() {
        LOG.log(System.Logger.Level.INFO, VERDICTS.toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyWatcherIsToldWhatItWasPromised(long seed) {
        Verdict verdict = new Trial(PresenceServer.of(server), CLIENT, OPTIONS).run(seed);

        VERDICTS.add(verdict);
        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(verdict.transitions()).isGreaterThan(OPTIONS.users());
    }

    /** With tokens of the development sign-in, since no key is given. */
    @Test
    void theCommandSaysSo() {
        String url = server.url().toString();
        Typed typed = Typed.behindTheCommand(url, "--users", "5", "--first-seed", "7", "--seeds", "1");

        assertThat(typed.out())
                .startsWith("Runs of 5 users on " + url + ": seed 7, grace periods 1 s (goodbye) and 5 s (lost).\n")
                .contains("\nSeed 7: every promise was kept; ")
                .contains("\n1 of 1 seeds kept every promise; ");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.exitCode()).isZero();
    }
}
