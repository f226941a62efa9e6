package org.presencehub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.enterprise.context.NormalScope;
import jakarta.inject.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;
import org.presencehub.connection.options.ConnectionOptions;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.hub.options.HubOptions;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.options.PresenceOptions;

/** Holds the arrows between the packages, and the habits that every package keeps. */
class ArchitectureTest {
    private static final String API = "org.presencehub";
    private static final String HUBS = in("hubs");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(API);

    /** Whom a room may know, beside Java, Jakarta, libraries and the stereotypes of beans. */
    private static final Map<String, Set<String>> ARROWS = read("""
            API                  ->
            auth                 -> config, work
            binding              -> API, binding.form, binding.type, protocol
            binding.form         -> binding.type, config, protocol
            binding.type         ->
            clients              -> API, connection, connection.outbound, identity, protocol, work
            config               ->
            connection           -> API, connection.inbound, connection.memory, connection.options, connection.outbound, identity, lifecycle, work, work.lateness
            connection.inbound   -> API, connection.memory, connection.options, work
            connection.memory    -> work
            connection.options   -> config, connection.memory
            connection.outbound  -> API, connection.memory, connection.options, work
            console              -> API, auth, config, connection.options, http, hub.options, identity, identity.http, presence.options
            deployment           -> API, presence
            development          -> auth, config, console, http, identity.http
            http                 -> config, http.server, work
            http.server          -> work, work.lateness
            hub                  -> API, binding, clients, connection, connection.inbound, connection.memory, connection.options, connection.outbound, hub.definition, hub.options, hub.runtime, hub.session, identity, protocol, work
            hub.answer           -> API, binding, clients, connection.outbound, hub.definition, hub.runtime, protocol
            hub.call             -> API, binding, clients, connection, connection.inbound, hub.answer, hub.definition, hub.options, hub.runtime, hub.stream, identity, protocol, work
            hub.definition       -> API, binding, identity, messaging, protocol, work
            hub.options          -> API, config, connection.options, identity
            hub.runtime          -> API, binding, clients, connection, connection.options, hub.definition, hub.options, identity, messaging, protocol, work
            hub.session          -> API, clients, connection, connection.inbound, connection.outbound, hub.call, hub.definition, hub.options, hub.runtime, identity, protocol
            hub.stream           -> API, binding, connection, connection.inbound, connection.options, connection.outbound, hub.answer, hub.definition, hub.options, hub.runtime, identity, protocol, work
            hubs                 -> API, config, http
            identity             -> auth, work
            identity.http        -> auth, identity, work
            lifecycle            -> API, config, work
            messaging            -> API, binding, clients, messaging.commit, protocol
            messaging.commit     -> API, work
            presence             -> API, clients, config, lifecycle, presence.events, presence.options, presence.state, work
            presence.events      -> API, presence.options, presence.state, work
            presence.options     -> API, config, presence.state
            presence.state       -> API, clients
            protocol             ->
            standalone           -> config, connection, http
            stereotype           ->
            transport            -> API, config, connection, http, identity, identity.http, transport.descriptor, transport.entry, transport.http, transport.login, transport.options, transport.websocket, work
            transport.descriptor -> transport.entry
            transport.entry      -> API, config, connection, connection.options, http, identity, identity.http, transport.login, transport.options, work
            transport.http       -> API, connection, connection.outbound, http, identity, identity.http, transport.entry, transport.options, work
            transport.login      -> API, connection, identity, identity.http
            transport.options    -> config
            transport.websocket  -> API, connection, connection.outbound, http, http.server, identity, identity.http, lifecycle, transport.entry, work
            work                 ->
            work.lateness        -> work
            """);

    /** Rooms of more than about fifteen types are of one subject each. */
    private static final Set<String> LARGE = Set.of(API, in("auth"), in("protocol"));

    private static final int MOST_TYPES = 16;

    private static final ArchRule NO_CIRCLES =
            slices().matching("(org.presencehub..)").should().beFreeOfCycles();

    private static Map<String, Set<String>> read(String table) {
        return table.lines()
                .map(line -> (line + " ").split(" *-> ", 2))
                .collect(Collectors.toUnmodifiableMap(
                        row -> room(row[0]),
                        row -> Stream.of(row[1].split(","))
                                .filter(name -> !name.isBlank())
                                .map(ArchitectureTest::room)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    private static String room(String name) {
        return name.strip().equals("API") ? API : in(name.strip());
    }

    private static String in(String name) {
        return API + "." + name;
    }

    static Stream<Map.Entry<String, Set<String>>> arrows() {
        return ARROWS.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void packageKnowsOnlyThoseThatItMay(Map.Entry<String, Set<String>> arrow) {
        String[] known = Stream.concat(arrow.getValue().stream(), Stream.of(arrow.getKey(), in("stereotype")))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(arrow.getKey())
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(API + "..").or(resideInAnyPackage(known)))
                .check(OURS);
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(OURS.stream().map(JavaClass::getPackageName)).hasSameElementsAs(ARROWS.keySet());
    }

    @Test
    void roomsFormNoCircle() {
        NO_CIRCLES.check(OURS);
    }

    /** The rule sees classes of two rooms that know each other, also where one room is in the other. */
    @Test
    void aPlantedCircleIsSeen() {
        JavaClasses planted = new ClassFileImporter().importPackages("org.presencehub.planted");

        assertThat(planted).hasSizeGreaterThan(1);
        assertThat(NO_CIRCLES.evaluate(planted).hasViolation()).isTrue();
    }

    @Test
    void roomsAreSmall() {
        Map<String, Long> types = OURS.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(types).allSatisfy((room, count) -> {
            if (!LARGE.contains(room)) {
                assertThat(count).as(room).isLessThanOrEqualTo(MOST_TYPES);
            }
        });
    }

    @Test
    void theLibraryKnowsNoneOfWhatIsBuiltOnIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HUBS, in("console"), in("development"), in("standalone"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HUBS, in("console"), in("development"), in("standalone"))
                .check(OURS);
    }

    @Test
    void theConsoleKnowsOfTheLibraryItsOptionsItsVerifierAndWhoAsksAlone() {
        noClasses()
                .that()
                .resideInAPackage(in("console"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(in("hub") + "..", in("connection") + "..", in("presence") + "..", in("auth"))
                                .and(DescribedPredicate.not(type(HubOptions.class)
                                        .or(type(ConnectionOptions.class))
                                        .or(type(SendLimits.class))
                                        .or(type(PresenceOptions.class))
                                        .or(type(GracePeriods.class))
                                        .or(type(TokenVerifier.class)))))
                .check(OURS);
    }

    /** Whoever else wants to know has {@code Caller} and {@code Access} judge, so that every door judges alike. */
    @Test
    void onlyIdentityReadsWhoAsksOutOfTokensAndRequests() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("identity"), in("identity.http"), in("auth"))
                .should()
                .accessTargetWhere(describe(
                        "the user, the roles or the end of a token or a request are read",
                        access -> (access.getTargetOwner().isAssignableTo(JsonWebToken.class)
                                        && Set.of("roles", "getGroups", "refusedFrom", "expiresAt", "getExpirationTime")
                                                .contains(access.getTarget().getName()))
                                || (access.getTargetOwner().isAssignableTo(HttpServletRequest.class)
                                        && Set.of("isUserInRole", "getUserPrincipal", "getRemoteUser")
                                                .contains(access.getTarget().getName()))))
                .check(OURS);
    }

    @Test
    void presenceReachesClientsOnlyThroughItsPort() {
        noClasses()
                .that()
                .resideInAPackage(in("presence") + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(in("messaging") + "..", in("clients"))
                        .and(DescribedPredicate.not(type(Watchers.class)
                                .or(type(Watchers.Watcher.class))
                                .or(type(Announcement.class))
                                .or(type(TextBlock.class)))))
                .check(OURS);
    }

    /** A type of another deployment, such as the library of an EAR, would keep this one's classes for as long as it lives. */
    @Test
    void nothingOfADeploymentHangsOnAClassThatOutlivesIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ClassValue.class)
                .check(OURS);
    }

    @Test
    void protocolIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(in("protocol"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "javax..")
                .check(OURS);
    }

    @Test
    void applicationsMeetInterfacesAndNeverWhatImplementsThem() {
        classes()
                .that()
                .resideOutsideOfPackage(API)
                .and()
                .areAssignableTo(describe(
                        "an interface for applications",
                        (JavaClass type) ->
                                type.isInterface() && type.getPackageName().equals(API)))
                .should()
                .notBePublic()
                .check(OURS);
    }

    @Test
    void endpointsAreNoBeansOfAScope() {
        classes()
                .that()
                .areAnnotatedWith(ServerEndpoint.class)
                .should()
                .notBeMetaAnnotatedWith(Scope.class)
                .andShould()
                .notBeMetaAnnotatedWith(NormalScope.class)
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base|Service)(\\$.*)?")
                .check(OURS);
    }

    @Test
    void everyPackageSaysWhatItOwnsAndWhatMayBeNull() {
        JavaPackage root = OURS.getPackage(API);
        assertThat(Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream()))
                .allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void nobodyOutsideItsPackageKnowsAHub() {
        OURS.stream()
                .filter(type -> type.isAnnotatedWith(Hub.class))
                .forEach(hub -> noClasses()
                        .that()
                        .resideOutsideOfPackage(hub.getPackageName())
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(hub.getName())
                        .check(OURS));
    }

    @Test
    void nobodyKnowsTheNamesAndPathsOfTheBuiltInHubs() throws IOException {
        List<String> words = OURS.stream()
                .filter(type -> type.isAnnotatedWith(Hub.class))
                .filter(type -> type.getPackageName().equals(HUBS))
                .flatMap(hub -> Stream.of(hub.getAnnotationOfType(Hub.class).value(), hub.getSimpleName()))
                .filter(word -> !word.equals("PresenceHub")) // the name of the product, too
                .toList();

        assertThat(words).contains("/hubs/presence", "/signalrhub", "LatchHub");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(file -> !file.startsWith("src/main/java/org/presencehub/hubs")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain(words.toArray(String[]::new)));
        }
    }

    @Test
    void nobodyWritesToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(OURS);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "a thread sleeps",
                        call -> call.getTargetOwner().isEquivalentTo(Thread.class)
                                && call.getName().equals("sleep")))
                .check(OURS);
    }

    /** A neighbour that blocks the container's executors would hold us up, and so would whoever blocks those of the JDK. */
    @Test
    void nobodyRunsAnythingOnThreadsThatOthersShare() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "shared executors, timers or threads of their own",
                        type -> Set.of(
                                        "jakarta.enterprise.concurrent.ManagedExecutorService",
                                        "jakarta.enterprise.concurrent.ManagedScheduledExecutorService",
                                        "jakarta.ejb.TimerService",
                                        "jakarta.ejb.Schedule",
                                        "jakarta.ejb.Asynchronous",
                                        "jakarta.enterprise.concurrent.Asynchronous",
                                        "java.util.concurrent.ForkJoinPool",
                                        "java.util.concurrent.Executors",
                                        "java.util.concurrent.ScheduledThreadPoolExecutor",
                                        "java.util.Timer",
                                        "java.net.http.HttpClient")
                                .contains(type.getName())))
                .check(OURS);
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "tasks run on the JDK's common pool",
                        call -> (call.getTargetOwner().isAssignableTo(CompletionStage.class)
                                        && call.getName().endsWith("Async")
                                        && call.getTarget().getRawParameterTypes().stream()
                                                .noneMatch(type -> type.isEquivalentTo(Executor.class)))
                                || (call.getTargetOwner().isAssignableTo(BaseStream.class)
                                        && call.getName().equals("parallel"))
                                || call.getName().equals("parallelStream")
                                || call.getName().matches("orTimeout|completeOnTimeout|delayedExecutor")))
                .check(OURS);
    }

    @Test
    void onlyWorkMakesThreads() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("work"))
                .should()
                .dependOnClassesThat(describe(
                        "factories of threads and pools",
                        type -> Set.of(
                                        "jakarta.enterprise.concurrent.ManagedThreadFactory",
                                        "jakarta.enterprise.concurrent.ContextService",
                                        "java.util.concurrent.ThreadFactory",
                                        "java.util.concurrent.ThreadPoolExecutor")
                                .contains(type.getName())))
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage(in("work"))
                .should()
                .callMethodWhere(describe(
                        "a thread is started",
                        call -> call.getTargetOwner().isAssignableTo(Thread.class)
                                && call.getName().equals("start")))
                .check(OURS);
    }

    @Test
    void nothingIsNamedLikeAGetter() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(API)
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .check(OURS);
    }
}
