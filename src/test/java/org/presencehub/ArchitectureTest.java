package org.presencehub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.connection.ConnectionOptions;
import org.presencehub.connection.SendLimits;
import org.presencehub.hub.HubOptions;
import org.presencehub.messaging.Announcement;
import org.presencehub.messaging.TextBlock;
import org.presencehub.messaging.Watchers;
import org.presencehub.presence.GraceTimes;
import org.presencehub.presence.PresenceOptions;

/** Holds the arrows between the packages, and the habits that every package keeps. */
class ArchitectureTest {
    private static final String API = "org.presencehub";
    private static final String HUBS = in("hubs");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(API);

    /** Whom a package may know, beside Java, Jakarta and libraries. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry(API, Set.of()),
            entry(in("stereotype"), Set.of()),
            entry(in("work"), Set.of()),
            entry(in("protocol"), Set.of()),
            entry(in("config"), Set.of()),
            entry(in("auth"), Set.of(API, in("work"), in("config"))),
            entry(in("http"), Set.of(in("work"), in("config"))),
            entry(in("identity"), Set.of(in("auth"), in("work"))),
            entry(in("identity.http"), Set.of(in("identity"), in("auth"), in("work"))),
            entry(in("lifecycle"), Set.of(API, in("work"), in("config"))),
            entry(in("connection"), Set.of(API, in("identity"), in("lifecycle"), in("work"), in("config"))),
            entry(HUBS, Set.of(API, in("http"), in("config"))),
            entry(in("binding"), Set.of(API, in("protocol"), in("config"))),
            entry(
                    in("messaging"),
                    Set.of(API, in("identity"), in("connection"), in("binding"), in("protocol"), in("work"))),
            entry(in("presence"), Set.of(API, in("messaging"), in("lifecycle"), in("work"), in("config"))),
            entry(
                    in("hub"),
                    Set.of(
                            API,
                            in("identity"),
                            in("connection"),
                            in("binding"),
                            in("messaging"),
                            in("protocol"),
                            in("work"),
                            in("config"))),
            entry(
                    in("transport"),
                    Set.of(
                            API,
                            in("http"),
                            in("identity"),
                            in("identity.http"),
                            in("connection"),
                            in("lifecycle"),
                            in("work"),
                            in("config"))),
            entry(
                    in("console"),
                    Set.of(
                            API,
                            in("auth"),
                            in("http"),
                            in("identity"),
                            in("identity.http"),
                            in("connection"),
                            in("hub"),
                            in("presence"),
                            in("config"))),
            entry(in("deployment"), Set.of(API, in("presence"))),
            entry(in("development"), Set.of(in("auth"), in("http"), in("identity.http"), in("console"), in("config"))),
            entry(in("standalone"), Set.of(in("http"), in("connection"), in("config"))));

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
    void packagesFormNoCycle() {
        slices().matching(API + ".(*)..").should().beFreeOfCycles().check(OURS);
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
                .dependOnClassesThat(resideInAnyPackage(in("hub"), in("connection"), in("presence"), in("auth"))
                        .and(DescribedPredicate.not(type(HubOptions.class)
                                .or(type(ConnectionOptions.class))
                                .or(type(SendLimits.class))
                                .or(type(PresenceOptions.class))
                                .or(type(GraceTimes.class))
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
                .resideInAPackage(in("presence"))
                .should()
                .dependOnClassesThat(resideInAPackage(in("messaging"))
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
