package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.presencehub.testing.CommandResult;
import org.presencehub.testing.DebianPackage;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireTest;

/** What runs in Node: the unmodified npm client, the front-end code of the documents, and the page in real Chromium. */
@WireTest
final class NodeIT {
    private static final Path SCRIPTS = Path.of("src", "test", "js");
    private static final String SUFFIX = ".test.mjs";
    private static final Set<String> OF_OTHER_SERVERS =
            Set.of(PayaraIT.SCENARIO, LimitsIT.SCENARIO, SecureIT.HTTP2, FirefoxTrial.SCENARIO);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ServerUnderTest server;

    NodeIT(ServerUnderTest server) {
        this.server = server;
    }

    @TestFactory
    List<DynamicTest> passes() throws IOException {
        DebianPackage.CHROMIUM.require();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            List<DynamicTest> tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !OF_OTHER_SERVERS.contains(name))
                    .sorted()
                    .map(name -> DynamicTest.dynamicTest(
                            name, () -> run(name, server.url().toString()).requireSuccess()))
                    .toList();
            assertThat(tests).isNotEmpty();
            return tests;
        }
    }

    /** Runs the tests of a file against a server. */
    static CommandResult run(String name, String url) {
        return CommandResult.of(
                LONGEST,
                Map.of("PRESENCEHUB_URL", url, "NODE_TLS_REJECT_UNAUTHORIZED", url.startsWith("https:") ? "0" : "1"),
                List.of(
                        "node",
                        "--test",
                        "--test-reporter=spec",
                        SCRIPTS.resolve(name).toString()));
    }
}
