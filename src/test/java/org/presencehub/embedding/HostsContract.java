package org.presencehub.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.embedding.hosts.BareHub;
import org.presencehub.embedding.hosts.BetterServlet;
import org.presencehub.embedding.hosts.EverythingServlet;
import org.presencehub.embedding.hosts.FilterListener;
import org.presencehub.embedding.hosts.FixedEndpoints;
import org.presencehub.embedding.hosts.FoundEndpoints;
import org.presencehub.embedding.hosts.Greeting;
import org.presencehub.embedding.hosts.HostEndpoint;
import org.presencehub.embedding.hosts.RootApplication;
import org.presencehub.embedding.hosts.SynchronousFilter;
import org.presencehub.embedding.hosts.TakingServlet;
import org.presencehub.embedding.hosts.UndeclaredFilter;
import org.presencehub.testing.CommandResult;
import org.presencehub.testing.HostLaunch;
import org.presencehub.testing.HostServer;

/** Applications with one thing about them: some are refused with a sentence, some are offered less, most are served as any other. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class HostsContract {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String HUB = "/hubs/bare";
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Path SCENARIO = Path.of("src", "test", "js", "embedding", "login.test.mjs");
    private static final String NO_ASYNC =
            "A filter in front of the hub /hubs/bare does not support asynchronous requests";

    private final String name;
    private HostLaunch launch;
    private HostServer server;

    HostsContract(String name) {
        this.name = name;
    }

    /** What cannot wait, and the filter that is the cause. */
    record OfferedLess(Archive<?> archive, Class<?> filter) {}

    /** What stops, and the sentence that says why. */
    record Refused(Archive<?> archive, String sentence) {}

    abstract HostServer start(HostLaunch launch);

    /** Whether the server takes EARs. */
    abstract boolean takesEars();

    /** Whether the server reads the settings file of a WAR that is in an EAR. */
    boolean readsSettingsInEars() {
        return takesEars();
    }

    /** What is said of {@code metadata-complete}. */
    String complete() {
        return "WEB-INF/web.xml says metadata-complete=\"true\", so the container reads no annotations";
    }

    /** Whether a session is in use as long as a connection is, and so never idles away. */
    boolean connectionsHoldSessions() {
        return false;
    }

    /** What else is deployed. */
    Stream<Archive<?>> others() {
        return Stream.of();
    }

    /** Applications whose hub this server does not take for a bean. */
    Stream<Archive<?>> hidden() {
        return Stream.of();
    }

    private Stream<Refused> refused() {
        Stream<Refused> wars = Stream.of(
                new Refused(HostApplications.described("complete", "metadata-complete=\"true\"", ""), complete()),
                new Refused(
                        HostApplications.described("unordered", "", "<absolute-ordering/>"),
                        "The <absolute-ordering> of WEB-INF/web.xml leaves PresenceHub out"),
                new Refused(
                        HostApplications.war("fixed", FixedEndpoints.class, HostEndpoint.class),
                        "FixedEndpoints, the ServerApplicationConfig of this application, leaves out"),
                new Refused(
                        HostApplications.war("taken", TakingServlet.class),
                        "The path of the hub /hubs/bare is taken by another servlet."),
                new Refused(
                        HostApplications.configured("misspelt", "presencehub.client-time-out=20"),
                        "There is no such setting as presencehub.client-time-out (the nearest is"
                                + " presencehub.client-timeout)"),
                new Refused(
                        HostApplications.war("better", BetterServlet.class),
                        "The path of the hub /hubs/bare is taken by another servlet: "));
        Stream<Refused> ears = Stream.of(new Refused(
                HostApplications.ear("shared", false, "presencehub-", "nimbus-", "msgpack-", "microprofile-"),
                "PresenceHub works only inside a WAR, but lies in"));
        return takesEars() ? Stream.concat(wars, ears) : wars;
    }

    private static Stream<OfferedLess> offeredLess() {
        return Stream.of(
                new OfferedLess(HostApplications.war("synchronous", SynchronousFilter.class), SynchronousFilter.class),
                new OfferedLess(
                        HostApplications.war("registered", FilterListener.class, UndeclaredFilter.class),
                        UndeclaredFilter.class));
    }

    private Stream<Archive<?>> served() {
        Stream<Archive<?>> wars = Stream.of(
                HostApplications.war("plain"),
                HostApplications.configured("all-settings", HostApplications.everySetting()),
                HostApplications.described(
                        "named",
                        "",
                        "<absolute-ordering><name>presencehub_api</name><name>presencehub</name></absolute-ordering>"),
                HostApplications.described("others", "", "<absolute-ordering><others/></absolute-ordering>"),
                HostApplications.war("found", FoundEndpoints.class, HostEndpoint.class),
                HostApplications.war("everything", EverythingServlet.class),
                HostApplications.war("root", RootApplication.class, Greeting.class));
        return readsSettingsInEars() ? Stream.concat(wars, Stream.of(HostApplications.settled())) : wars;
    }

    private static Archive<?> constrained() {
        return HostApplications.described(
                "constrained",
                "",
                "<security-constraint><web-resource-collection><web-resource-name>all</web-resource-name>"
                        + "<url-pattern>/*</url-pattern></web-resource-collection><auth-constraint>"
                        + "<role-name>member</role-name></auth-constraint></security-constraint><login-config>"
                        + "<auth-method>FORM</auth-method><form-login-config><form-login-page>/in.html"
                        + "</form-login-page><form-error-page>/in.html</form-error-page></form-login-config>"
                        + "</login-config><security-role><role-name>member</role-name></security-role>");
    }

    /** Whose users log in by a form. */
    private static Stream<Archive<?>> behindAForm() {
        return Stream.of(
                HostApplications.behindAForm("login", ""),
                HostApplications.behindAForm("login-strict", "presencehub.login.expiry=close\n"));
    }

    @BeforeAll
    void deploy() {
        Path directory = Path.of("target", "it", name + "-applications").toAbsolutePath();
        List<Path> archives = Stream.of(
                        refused().map(Refused::archive),
                        offeredLess().map(OfferedLess::archive),
                        served(),
                        hidden(),
                        others(),
                        development(),
                        behindAForm(),
                        Stream.<Archive<?>>of(constrained()))
                .flatMap(Function.identity())
                .map(archive -> HostApplications.write(directory, archive))
                .toList();
        launch = new HostLaunch(name, archives, Map.of());
        server = start(launch);
    }

    /** What was started. */
    final HostLaunch launch() {
        return launch;
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatCannotWorkIsNotDeployed() {
        return refused()
                .map(each -> DynamicTest.dynamicTest(each.archive().getName(), () -> {
                    assertThat(server.log()).contains(each.sentence());
                    assertThat(negotiate(each.archive()).statusCode()).isNotEqualTo(200);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatWouldHaveToWaitIsNotOfferedBehindAFilterThatCannotWait() {
        return offeredLess()
                .map(each -> DynamicTest.dynamicTest(each.archive().getName(), () -> {
                    Archive<?> archive = each.archive();
                    HttpResponse<String> negotiated = negotiate(archive);
                    assertThat(negotiated.statusCode()).isEqualTo(200);
                    assertThat(negotiated.body())
                            .contains("\"WebSockets\"")
                            .doesNotContain("\"ServerSentEvents\"", "\"LongPolling\"");
                    HttpRequest events = HttpRequest.newBuilder(hub(archive, "?id=" + token(negotiated)))
                            .header("Accept", "text/event-stream")
                            .build();
                    assertThat(HTTP.send(events, BodyHandlers.ofString()).statusCode())
                            .isEqualTo(404);
                    HttpRequest poll = HttpRequest.newBuilder(hub(archive, "?id=" + token(negotiated)))
                            .build();
                    assertThat(HTTP.send(poll, BodyHandlers.ofString()).statusCode())
                            .isEqualTo(404);
                    await().untilAsserted(() -> assertThat(server.log().lines().filter(line -> line.contains(NO_ASYNC)))
                            .anyMatch(line -> line.contains(each.filter().getName())));
                }));
    }

    @TestFactory
    Stream<DynamicTest> anybodyElseIsServed() {
        return served().map(archive -> DynamicTest.dynamicTest(archive.getName(), () -> {
            HttpResponse<String> negotiated = negotiate(archive);
            assertThat(negotiated.statusCode()).isEqualTo(200);
            assertThat(negotiated.body()).contains("\"WebSockets\"", "\"ServerSentEvents\"", "\"LongPolling\"");
            HttpRequest socket = HttpRequest.newBuilder(server.url().resolve(context(archive) + "/presencehub/socket"))
                    .build();
            assertThat(HTTP.send(socket, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        }));
    }

    @TestFactory
    Stream<DynamicTest> aHubThatTheServerDoesNotFindIsNamed() {
        return hidden().map(archive -> DynamicTest.dynamicTest(
                archive.getName(),
                () -> assertThat(server.log())
                        .contains(BareHub.class.getName() + " is annotated with @Hub, but is no bean")));
    }

    private Stream<Archive<?>> development() {
        return readsSettingsInEars() ? Stream.of(HostApplications.development()) : Stream.of();
    }

    @TestFactory
    Stream<DynamicTest> tokensForAnybodyAreGoodInAnEarToo() {
        return development()
                .map(archive -> DynamicTest.dynamicTest(archive.getName(), () -> {
                    HttpRequest ask = HttpRequest.newBuilder(
                                    server.url().resolve(context(archive) + "/development/token"))
                            .POST(BodyPublishers.ofString("{\"user\":\"anna\"}"))
                            .build();
                    String token = HTTP.send(ask, BodyHandlers.ofString())
                            .body()
                            .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
                    HttpRequest negotiation = HttpRequest.newBuilder(server.url()
                                    .resolve(context(archive) + "/hubs/presence/negotiate?negotiateVersion=1"))
                            .header("Authorization", "Bearer " + token)
                            .POST(BodyPublishers.noBody())
                            .build();
                    assertThat(HTTP.send(negotiation, BodyHandlers.ofString()).statusCode())
                            .isEqualTo(200);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aConstraintOverAHubIsNamed() {
        return Stream.of(DynamicTest.dynamicTest(
                "constrained",
                () -> assertThat(server.log())
                        .contains("The security constraint of /* in WEB-INF/web.xml lies over the hub /hubs/bare")));
    }

    /** Undertow fails to complete a held request whose session has ended, unless it is told (UT015005, UT015021). */
    @TestFactory
    Stream<DynamicTest> theLoginOfTheApplicationIsThatOfItsHubs() {
        return behindAForm()
                .map(archive -> DynamicTest.dynamicTest(archive.getName(), () -> {
                    logInAndOut(archive).requireSuccess();
                    assertThat(server.log()).doesNotContain("UT015005", "UT015021");
                }));
    }

    private CommandResult logInAndOut(Archive<?> archive) {
        return CommandResult.of(
                LONGEST,
                Map.of(
                        "PRESENCEHUB_URL",
                        server.url().resolve(context(archive) + "/").toString(),
                        "PRESENCEHUB_LOGIN_EXPIRY",
                        archive.getName().contains("strict") ? "close" : "ignore",
                        "PRESENCEHUB_SESSIONS",
                        connectionsHoldSessions() ? "held" : "left"),
                List.of("node", "--test", "--test-reporter=spec", SCENARIO.toString()));
    }

    final HttpResponse<String> negotiate(Archive<?> archive) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub(archive, "/negotiate?negotiateVersion=1"))
                .POST(BodyPublishers.noBody())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String token(HttpResponse<String> negotiated) {
        return negotiated.body().replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
    }

    private URI hub(Archive<?> archive, String below) {
        return server.url().resolve(context(archive) + HUB + below);
    }

    /** Of an EAR, that of its WAR. */
    private static String context(Archive<?> archive) {
        String file = archive.getName();
        return file.endsWith(".ear") ? file.replace(".ear", "-web") : file.replace(".war", "");
    }
}
