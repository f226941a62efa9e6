package org.presencehub.hub.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.NonBlocking;
import org.presencehub.identity.Caller;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.RecordedLog;
import org.presencehub.testing.Records;

/** What hub code finds around it while it runs, and what becomes of what it throws or returns. */
@EnableWeld
public class HubCallTest {
    private static final String PATH = "/desk";

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Desk.class, Drawer.class, Colleague.class, Louder.class, SecondFloor.class)
            .build();

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface Loud {}

    @Loud
    @Interceptor
    @Priority(1)
    static class Louder {
        @AroundInvoke
        Object louder(InvocationContext call) throws Exception {
            return call.proceed() + "!";
        }
    }

    @RequestScoped
    static class Drawer {
        private int opened;

        int open() {
            return ++opened;
        }
    }

    @ApplicationScoped
    static class Colleague {
        @Inject
        HubCallerContext caller;

        @Inject
        Drawer drawer;

        String whom() {
            return caller.connectionId();
        }

        int open() {
            return drawer.open();
        }
    }

    @Hub(PATH)
    static class Desk {
        @Inject
        HubCallerContext caller;

        @Inject
        Drawer drawer;

        @Inject
        Colleague colleague;

        private int calls;

        public int count() {
            return ++calls;
        }

        @NonBlocking
        public List<String> way() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.map(frame -> frame.getClassName().replaceAll("[$].*", ""))
                            .filter(name -> name.startsWith("org.presencehub."))
                            .distinct()
                            .toList());
        }

        public List<Object> who() {
            return List.of(
                    caller.connectionId(),
                    colleague.whom(),
                    String.valueOf(caller.userId()),
                    caller.isUserInRole("member"),
                    caller.isUserInRole("admin"));
        }

        @Nullable
        public String principal() {
            return caller.principal() == null ? null : caller.principal().getName();
        }

        public List<Integer> open() {
            return List.of(drawer.open(), colleague.open());
        }

        @Loud
        public String greet(String whom) {
            return "Hello " + whom;
        }

        public String thread() {
            return Thread.currentThread().getName();
        }

        @NonBlocking
        public String readingThread() {
            return Thread.currentThread().getName();
        }

        public String remember(String what) {
            return String.valueOf(caller.items().put("memory", what));
        }

        public void nothing() {}

        public void fail() {
            throw new IllegalStateException("secret");
        }

        public void failSeriously() {
            throw new AssertionError("secret");
        }

        public void decline() {
            throw new HubException("Not today.");
        }

        public Object cycle() {
            return new Cycle();
        }

        public Object fall() {
            return abyss();
        }

        public Object explode() {
            return new Bomb();
        }

        public String abort() {
            caller.abort();
            return "unheard";
        }
    }

    /** Extends another hub, and so is a bean of that one's type, too. */
    @Hub("/second-floor")
    static class SecondFloor extends Desk {}

    public static class Cycle {
        public Cycle getSelf() {
            return this;
        }
    }

    public static class Bomb {
        public String getValue() {
            throw new IllegalStateException("secret");
        }
    }

    /** {@return what is too deep to be written} */
    public static List<Object> abyss() {
        List<Object> abyss = List.of();
        for (int i = 0; i < 100_000; i++) {
            abyss = List.of(abyss);
        }
        return abyss;
    }

    private InMemoryClient anna() {
        return InMemoryClient.of("anna", weld, PATH, "member");
    }

    @Test
    void aFrameReachesItsMethodInTenClassesAtMost() {
        String way = anna().result("way");

        List<String> classes = List.of(way.substring(2, way.length() - 2).split("\",\""));
        assertThat(classes)
                .startsWith("org.presencehub.hub.runtime.HubCallTest")
                .endsWith("org.presencehub.testing.InMemoryClient") // stands for the transport
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void eachCallHasAnInstanceOfItsOwn() {
        InMemoryClient anna = anna();

        assertThat(anna.result("count")).isEqualTo("1");
        assertThat(anna.result("count")).isEqualTo("1");
    }

    @Test
    void callerIsKnownToTheHubAndToTheBeansThatItCalls() {
        InMemoryClient anna = anna();

        assertThat(anna.result("who")).isEqualTo("[\"" + anna.id() + "\",\"" + anna.id() + "\",\"anna\",true,false]");
        assertThat(anna.result("principal")).isEqualTo("\"anna\"");
    }

    @Test
    void callerWithoutTokenIsNobody() {
        InMemoryClient somebody = InMemoryClient.anonymous(weld, PATH);

        assertThat(somebody.result("principal")).isEqualTo("null");
        assertThat(somebody.result("who")).contains("\"null\",false,false");
    }

    static List<Consumer<HubCallerContext>> everythingAboutTheCaller() {
        return List.of(
                HubCallerContext::connectionId,
                HubCallerContext::userId,
                HubCallerContext::principal,
                caller -> caller.isUserInRole("member"),
                HubCallerContext::items,
                caller -> caller.bindUser("anna"),
                HubCallerContext::abort);
    }

    @ParameterizedTest
    @MethodSource("everythingAboutTheCaller")
    void outsideACallThereIsNoCaller(Consumer<HubCallerContext> use) {
        anna().result("readingThread");

        assertThatIllegalStateException()
                .isThrownBy(() -> use.accept(weld.select(HubCallerContext.class).get()))
                .withMessage("There is a caller only while a hub method runs, on the thread that runs it.");
    }

    @Test
    void eachCallHasARequestContextOfItsOwn() {
        InMemoryClient anna = anna();

        assertThat(anna.result("open")).isEqualTo("[1,2]");
        assertThat(anna.result("open")).isEqualTo("[1,2]");
    }

    @Test
    void interceptorsOfHubMethodsWork() {
        assertThat(anna().result("greet", "\"Ben\"")).isEqualTo("\"Hello Ben!\"");
    }

    @Test
    void hubThatExtendsAnotherIsAHubOfItsOwn() {
        assertThat(anna().result("count")).isEqualTo("1");
        assertThat(InMemoryClient.of("anna", weld, "/second-floor").result("greet", "\"Ben\""))
                .isEqualTo("\"Hello Ben!\"");
    }

    @Test
    void methodsRunOnWorkersUnlessTheyPromiseNotToBlock() {
        InMemoryClient anna = anna();

        assertThat(anna.result("thread")).startsWith("\"" + HubContainer.WORKER);
        String reading = Records.quoted(Thread.currentThread().getName());
        await().pollInSameThread()
                .until(() ->
                        anna.result("readingThread").equals(reading)); // a worker that is not done yet reads on itself
    }

    @Test
    void itemsLiveAsLongAsTheirConnection() {
        InMemoryClient anna = anna();

        assertThat(anna.result("remember", "\"milk\"")).isEqualTo("\"null\"");
        assertThat(anna.result("remember", "\"tea\"")).isEqualTo("\"milk\"");
        assertThat(anna().result("remember", "\"tea\"")).isEqualTo("\"null\"");
    }

    @Test
    void methodWithoutResultAnswersNull() {
        assertThat(anna().call("nothing")).isEqualTo(Records.done("1"));
    }

    @Test
    void methodIsFoundWhateverTheCase() {
        assertThat(anna().call("NOTHING")).isEqualTo(Records.done("1"));
    }

    @Test
    void unknownMethodIsToldToTheCaller() {
        assertThat(anna().error("equals", "1"))
                .isEqualTo(
                        "Failed to invoke 'equals' due to an error on the server. HubException: Method does not exist.");
    }

    @Test
    void onlyWhatIsNotMeantForTheCallerIsLogged() {
        InMemoryClient anna = anna();
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            anna.error("decline");
            assertThat(log.lines()).isEmpty();
            anna.error("fail");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void onlyTheTextOfAHubExceptionIsTold() {
        InMemoryClient anna = anna();

        assertThat(anna.error("decline"))
                .isEqualTo("An unexpected error occurred invoking 'decline' on the server. HubException: Not today.");
        assertThat(anna.error("fail")).isEqualTo("An unexpected error occurred invoking 'fail' on the server.");
        assertThat(anna.error("failSeriously"))
                .isEqualTo("An unexpected error occurred invoking 'failSeriously' on the server.");
    }

    @Test
    void resultThatCannotBeWrittenIsAnErrorAndTheConnectionLives() {
        InMemoryClient anna = anna();

        assertThat(anna.error("cycle")).isEqualTo("An unexpected error occurred invoking 'cycle' on the server.");
        assertThat(anna.error("explode")).isEqualTo("An unexpected error occurred invoking 'explode' on the server.");
        assertThat(anna.error("fall")).isEqualTo("An unexpected error occurred invoking 'fall' on the server.");
        assertThat(anna.call("nothing")).isEqualTo(Records.done("1"));
    }

    @Test
    void whoeverWantsNoAnswerGetsNone() {
        InMemoryClient anna = anna();
        anna.send(
                Records.event("nothing"),
                Records.event("nowhere"),
                Records.event("fail"),
                Records.event("decline"),
                Records.event("cycle"),
                Records.event("greet"),
                Records.event("greet", "{}"));

        assertThat(anna.call("count")).endsWith("\"result\":1}");
        anna.assertNothingCame();
    }

    @Test
    void streamsAreRefusedInTheReferencesWords() {
        InMemoryClient anna = anna();

        anna.send("{\"type\":4,\"invocationId\":\"7\",\"target\":\"count\",\"arguments\":[]}");
        assertThat(anna.next())
                .isEqualTo(
                        Records.failed(
                                "7",
                                "The client attempted to invoke the non-streaming 'count' method with a streaming invocation."));
        anna.send("{\"type\":1,\"invocationId\":\"8\",\"target\":\"count\",\"arguments\":[],\"streamIds\":[\"9\"]}");
        assertThat(anna.next())
                .isEqualTo(
                        Records.failed(
                                "8",
                                "An unexpected error occurred invoking 'count' on the server. HubException: Client sent 1 stream(s), Hub method expects 0."));
    }

    @Test
    void connectionOutlivesItsTokenByDefault() {
        InMemoryClient client = InMemoryClient.of(new Caller(() -> "anna", Set.of(), Instant.EPOCH, ""), weld, PATH);

        client.heartbeat(System.nanoTime());

        assertThat(client.result("greet", "\"Ben\"")).contains("Ben");
    }

    @Test
    void abortEndsTheConnectionForGood() {
        InMemoryClient anna = anna();

        assertThat(anna.call("abort")).isEqualTo("{\"type\":7}");
        assertThat(anna.closed()).isEqualTo(DisconnectReason.ABORTED);
        anna.assertNothingCame();
    }
}
