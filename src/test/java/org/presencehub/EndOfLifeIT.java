package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.presencehub.testing.CommandResult;
import org.presencehub.testing.NginxServer;
import org.presencehub.testing.ServerLog;
import org.presencehub.testing.WildFlyServer;

/** Applications and servers that end under npm clients, which come back by themselves; CONTRIBUTING.md says how to try it with more. */
@Tag("ours")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
final class EndOfLifeIT {
    private static final String SECRET = "a secret of more than thirty-two bytes, for tests";
    private static final int REDEPLOYS = Integer.getInteger("redeploys", 3);
    private static final String MOVERS = System.getProperty("movers", "100");
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MANY_REQUESTS = 300; // more than there are threads for requests

    private WildFlyServer first;
    private WildFlyServer second;

    @BeforeAll
    void start() {
        CompletableFuture<WildFlyServer> other = CompletableFuture.supplyAsync(() -> launch("end-of-life-2"));
        first = launch("end-of-life-1");
        second = other.join();
    }

    private static WildFlyServer launch(String name) {
        return WildFlyServer.launch(name)
                .with("PRESENCEHUB_JWT_SECRET", SECRET)
                .withPromptScanner()
                .start();
    }

    @AfterAll
    void stop() {
        Stream.of(first, second).forEach(WildFlyServer::stop);
    }

    @Test
    @Order(1)
    void clientsSurviveRedeploymentsAndNothingOfThemIsLeft() {
        run(
                "redeploys.mjs",
                first.url(),
                Map.of(
                        "PRESENCEHUB_DEPLOYMENT",
                        first.deployment().toString(),
                        "REDEPLOYS",
                        String.valueOf(REDEPLOYS)));

        assertThat(complaints(first)).isEmpty();
        assertThat(first.threads().lines().filter(line -> line.startsWith("\"presencehub-drain")))
                .as("threads of applications that have ended")
                .isEmpty();
        await("the end of the class loaders of applications that have ended")
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    refreshThreads();
                    return first.classesWithObjects("org.presencehub.lifecycle.Lifecycle") <= 1 + REDEPLOYS / 2;
                });
    }

    /** An idle thread of the server's keeps the request that it served last on its stack, and by it an application: some serve no other for long. */
    private void refreshThreads() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(first.url().resolve("presencehub/console.js"))
                .build();
        Stream.generate(() -> client.sendAsync(page, BodyHandlers.discarding()))
                .limit(MANY_REQUESTS)
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Test
    @Order(2)
    void clientsMoveToAnotherServerBehindAProxyWhenTheirsEnds() {
        try (NginxServer nginx = NginxServer.inFrontOf(first.url(), second.url())) {
            run("moves.mjs", nginx.url(), Map.of("PRESENCEHUB_PID", first.pid(), "MOVERS", MOVERS));
        }
        assertThat(new ServerLog(first.logFiles()).text()).contains("Drained within");
        assertThat(complaints(first)).isEmpty();
        assertThat(complaints(second)).isEmpty();
    }

    private static List<String> complaints(WildFlyServer server) {
        return new ServerLog(server.logFiles())
                .lines()
                .filter(line -> line.startsWith("\tat ") || line.contains(" ERROR "))
                .toList();
    }

    private static void run(String script, URI url, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PRESENCEHUB_URL", url.toString());
        all.put("PRESENCEHUB_JWT_SECRET", SECRET);
        CommandResult.of(
                        LONGEST,
                        all,
                        List.of(
                                "node",
                                "--test",
                                "--test-reporter=spec",
                                Path.of("src", "test", "js", "lifecycle", script)
                                        .toString()))
                .requireSuccess();
    }
}
