package org.presencehub.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.testing.CommandResult;
import org.presencehub.testing.DebianPackage;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;

/** What holds for every application that takes PresenceHub in, on every server: it works, and nothing of the host changes. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EmbeddingContract {
    /** What the documents promise to say when LatchHub gives way. */
    private static final String YIELDED =
            "org.presencehub.hubs.LatchHub leaves directed messages to shop.live.ShopHub.";

    private static final String SECRET = "a secret that all examples and their tests share";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Path SCENARIOS = Path.of("src", "test", "js", "embedding");

    private final String name;
    private final List<Example> examples;
    private HostServer server;

    /** @param name of the server, unique among the test classes */
    EmbeddingContract(String name, List<Example> examples) {
        this.name = name;
        this.examples = examples;
    }

    abstract HostServer start(HostLaunch launch);

    @BeforeAll
    void deploy() {
        DebianPackage.CHROMIUM.require();
        Applications applications = new Applications(name);
        List<Path> archives = Stream.concat(
                        Stream.of(applications.control()), examples.stream().map(applications::of))
                .toList();
        server = start(new HostLaunch(name, archives, Map.of("PRESENCEHUB_JWT_SECRET", SECRET)));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> itsUsersGetAlong() {
        return each(example -> example.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario, () -> run(scenario, example))));
    }

    @TestFactory
    Stream<DynamicNode> theHostAnswersAsItDidWithoutUs() {
        return examples.stream()
                .filter(Example::isShop)
                .map(example -> DynamicContainer.dynamicContainer(
                        example.context(),
                        HostPage.all()
                                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> compare(page, example)))));
    }

    @TestFactory
    Stream<DynamicNode> whatIsNotTakenInIsNotThere() {
        return examples.stream()
                .filter(example -> example == Example.SHOP)
                .map(example -> DynamicContainer.dynamicContainer(
                        example.context(),
                        Stream.of("presencehub", "presencehub/", "presencehub/index.html", "latch.js")
                                .map(path -> new HostPage("GET", path, ""))
                                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> compare(page, example)))));
    }

    @TestFactory
    Stream<DynamicNode> aConsoleThatIsSwitchedOffIsNotThere() {
        return examples.stream()
                .filter(example -> example == Example.SHOP_WITHOUT_CONSOLE)
                .map(example -> DynamicContainer.dynamicContainer(
                        example.context(),
                        Stream.of(
                                        "presencehub",
                                        "presencehub/",
                                        "presencehub/console.js",
                                        "presencehub/console/negotiate")
                                .map(path -> new HostPage("GET", path, ""))
                                .map(page -> DynamicTest.dynamicTest(
                                        page.toString(),
                                        () -> assertThat(page.askedOf(server.url(), example.context())
                                                        .status())
                                                .isEqualTo(404)))));
    }

    @TestFactory
    Stream<DynamicTest> oneLineSaysThatLatchHubGaveWay() {
        long wanted = examples.stream()
                .filter(example -> example == Example.SHOP_WITH_CONSOLE || example == Example.SHOP_WITHOUT_CONSOLE)
                .count();
        return Stream.of(DynamicTest.dynamicTest(
                wanted + " of them",
                () -> assertThat(server.log().lines().filter(line -> line.contains(YIELDED)))
                        .hasSize((int) wanted)));
    }

    private Stream<DynamicNode> each(Tests tests) {
        return examples.stream()
                .map(example -> DynamicContainer.dynamicContainer(example.context(), tests.of(example)));
    }

    private void compare(HostPage page, Example example) throws IOException, InterruptedException {
        assertThat(page.askedOf(server.url(), example.context()))
                .isEqualTo(page.askedOf(server.url(), Applications.CONTROL));
    }

    private void run(String scenario, Example example) {
        CommandResult.of(
                        LONGEST,
                        Map.of(
                                "PRESENCEHUB_URL",
                                server.url().resolve(example.context() + "/").toString(),
                                "PRESENCEHUB_JWT_SECRET",
                                SECRET),
                        List.of(
                                "node",
                                "--test",
                                "--test-reporter=spec",
                                SCENARIOS.resolve(scenario).toString()))
                .requireSuccess();
    }

    /** The tests of an example. */
    private interface Tests {
        Stream<DynamicTest> of(Example example);
    }
}
