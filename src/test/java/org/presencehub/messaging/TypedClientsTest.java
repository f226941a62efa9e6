package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubContext;
import org.presencehub.HubMethodName;
import org.presencehub.RawArguments;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Clients that an application calls through an interface of its own. */
class TypedClientsTest {
    public record Post(String text, int likes) {}

    interface Hidden {
        default void unreachable() {}
    }

    public interface Listener<P> {
        void posted(String from, P post);
    }

    public interface ChatClient extends Listener<Post> {
        void typing();

        @HubMethodName("Left")
        void left(String who);

        void said(String... words);

        void relayed(String from, RawArguments what);

        default void shout(String text) {
            posted("everybody", new Post(text.toUpperCase(Locale.ROOT), 0));
        }

        static String language() {
            return "en";
        }

        @Override
        String toString();
    }

    interface Questions {
        boolean confirm(String question);
    }

    interface Quiz {
        CompletionStage<Boolean> confirm(String question);
    }

    @SuppressWarnings("rawtypes")
    interface RawQuiz {
        CompletionStage confirm(String question);
    }

    interface WildQuiz {
        CompletionStage<?> confirm(String question);
    }

    interface Overloaded {
        void posted(String text);

        void posted(int number);
    }

    interface SameForClients {
        void posted(String text);

        @HubMethodName("POSTED")
        void written(String text);
    }

    sealed interface Closed {
        void posted(String text);

        record Only() implements Closed {
            @Override
            public void posted(String text) {}
        }
    }

    interface Heir extends Left, Right {}

    interface Left {
        void told(String text);
    }

    interface Right {
        void told(String text);
    }

    abstract static class Abstract {}

    @Nested
    @EnableWeld
    class InAnApplication {
        @WeldSetup
        WeldInitiator weld = HubContainer.with(Chat.class, Generic.class, Outside.class, Late.class)
                .build();

        private InMemoryClient anna;
        private InMemoryClient ben;

        @BeforeEach
        void connect() {
            anna = InMemoryClient.of("anna", weld, "/chat");
            ben = InMemoryClient.of("ben", weld, "/chat");
        }

        private ChatClient bens() {
            return chat().clients(ChatClient.class).user("ben");
        }

        private HubContext<Chat> chat() {
            return weld.select(Outside.class).get().chat();
        }

        @Test
        void methodsAreEventsAndTheirParametersArguments() {
            bens().posted("anna", new Post("hi", 3));
            assertThat(ben.next())
                    .isEqualTo(Records.event("posted", "\"anna\"", "{\"likes\":3,\"text\":\"hi\"}")
                            .replace(", ", ","));
            bens().typing();
            assertThat(ben.next()).isEqualTo(Records.event("typing"));
            bens().said("a", "b");
            assertThat(ben.next()).isEqualTo(Records.event("said", "[\"a\",\"b\"]"));
            anna.assertNothingCame();
        }

        @Test
        void anAnnotationGivesAMethodAnotherName() {
            bens().left("anna");
            assertThat(ben.next()).isEqualTo(Records.event("Left", "\"anna\""));
        }

        @Test
        void defaultMethodsRunAsTheyStand() {
            bens().shout("hi");
            assertThat(ben.next()).contains("posted", "\"HI\"");
        }

        @Test
        void clientsAreObjects() {
            ChatClient clients = bens();

            assertThat(Set.of(clients, bens())).hasSize(2).contains(clients);
            assertThat(clients).hasToString("clients as " + ChatClient.class.getName());
            ben.assertNothingCame();
        }

        @Test
        void aMethodOfTwoParentsIsOne() {
            chat().clients(Heir.class).all().told("hi");
            assertThat(ben.next()).isEqualTo(Records.event("told", "\"hi\""));
            ben.assertNothingCame();
        }

        @Test
        void hubsInjectThem() {
            anna.send(Records.event("post", "\"hi\""));

            assertThat(ben.next()).contains("posted", "\"anna\"", "\"hi\"");
            assertThat(anna.next()).isEqualTo(Records.event("typing"));
            anna.assertNothingCame();
        }

        @Test
        void relayedArgumentsPassThroughThem() {
            anna.send(Records.event("relay", "1.0", "{\"b\":1e400}"));

            assertThat(ben.next())
                    .isEqualTo(Records.event("relayed", "\"anna\"", "1.0", "{\"b\":1e400}")
                            .replace(", ", ","));
        }

        @Test
        void aTypeParameterOfASuperclassIsFollowed() {
            InMemoryClient carl = InMemoryClient.of("carl", weld, "/generic");
            carl.send(Records.event("type"));

            assertThat(carl.next()).isEqualTo(Records.event("typing"));
        }

        @Test
        void whatCannotBeCalledIsAMistakeWhereItIsAskedFor() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> chat().clients(Questions.class))
                    .withMessageContaining("confirm");
            assertThatThrownBy(() -> weld.select(Late.class).get().questions()).hasStackTraceContaining("confirm");
        }
    }

    @Hub("/chat")
    static class Chat {
        @Inject
        Clients<ChatClient> clients;

        @Inject
        HubCallerContext caller;

        public void post(String text) {
            clients.others().posted(String.valueOf(caller.userId()), new Post(text, 0));
            clients.caller().typing();
        }

        public void relay(RawArguments what) {
            clients.others().relayed(String.valueOf(caller.userId()), what);
        }
    }

    abstract static class Generically<C> {
        @Inject
        Clients<C> clients;
    }

    @Hub("/generic")
    static class Generic extends Generically<ChatClient> {
        public void type() {
            clients.caller().typing();
        }
    }

    @ApplicationScoped
    static class Outside {
        @Inject
        HubContext<Chat> chat;

        HubContext<Chat> chat() {
            return chat;
        }
    }

    @Dependent
    static class Late {
        @Any
        @Inject
        Instance<Object> all;

        Clients<Questions> questions() {
            return all.select(new TypeLiteral<Clients<Questions>>() {}).get();
        }
    }

    @Nested
    class Checked {
        @ParameterizedTest
        @ValueSource(classes = {ChatClient.class, Heir.class, ClientProxy.class, Listener.class, Quiz.class})
        void interfacesOfVoidMethodsAndStagesAreFine(Class<?> type) {
            assertThatCode(() -> ClientType.of(type)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @ValueSource(classes = {String.class, Abstract.class, int.class, Override.class, Object.class})
        void whatIsNoInterfaceIsRefused(Class<?> type) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(type))
                    .withMessage("Clients cannot be called through " + type.getName() + ": it is no interface.");
        }

        @ParameterizedTest
        @ValueSource(classes = {Questions.class, RawQuiz.class, WildQuiz.class})
        void answersOfClientsComeAsStages(Class<?> type) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(type))
                    .withMessage("Clients cannot be called through " + type.getName()
                            + ": it has the method confirm, which returns neither void nor, to have a client's answer, a"
                            + " CompletionStage of a type.");
        }

        @Test
        void defaultMethodsThatNobodyElseMayCallAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(Hidden.class))
                    .withMessageEndingWith("it has default methods, and so has to be public.");
        }

        @Test
        void overloadsAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(Overloaded.class))
                    .withMessage("Clients cannot be called through " + Overloaded.class.getName()
                            + ": it has two methods named 'posted': give one another name by @HubMethodName.");
        }

        @Test
        void namesThatClientsDoNotTellApartAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(SameForClients.class))
                    .withMessageContaining("it has two methods named");
        }

        @Test
        void sealedInterfacesAreRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClientType.of(Closed.class))
                    .withMessageContaining("it is sealed");
        }
    }

    @Nested
    class AtDeployment {
        @Dependent
        static class InField {
            @Inject
            Clients<Questions> clients;
        }

        @Dependent
        static class InParameter {
            void heard(@Observes String event, Clients<Questions> clients) {}
        }

        @Dependent
        static class Later {
            @Inject
            Instance<Clients<Questions>> clients;
        }

        @Dependent
        static class Provided {
            void ask(@Observes String event, Provider<Clients<Questions>> clients) {}
        }

        @Dependent
        static class Parameterized {
            @Inject
            Clients<List<String>> clients;
        }

        @Dependent
        @SuppressWarnings("rawtypes")
        static class Raw {
            @Inject
            Clients clients;
        }

        @Dependent
        static class Wild {
            @Inject
            Clients<?> clients;
        }

        @ParameterizedTest
        @ValueSource(classes = {InField.class, InParameter.class, Later.class, Provided.class})
        void clientsThatCannotBeCalledStopIt(Class<?> bean) {
            assertThatThrownBy(() -> deploy(bean))
                    .hasMessageContaining("Clients cannot be called through " + Questions.class.getName()
                            + ": it has the method confirm")
                    .hasMessageContaining(bean.getName());
        }

        @ParameterizedTest
        @ValueSource(classes = {Parameterized.class, Raw.class, Wild.class})
        void clientsOfNoPlainInterfaceStopIt(Class<?> bean) {
            assertThatThrownBy(() -> deploy(bean))
                    .hasMessageContaining(
                            "does not say how clients are called: inject Clients<ClientProxy>, or Clients of an interface without type parameters.")
                    .hasMessageContaining(bean.getName());
        }

        private static void deploy(Class<?> bean) {
            Weld weld = HubContainer.weld(bean);
            weld.initialize().close();
        }
    }
}
