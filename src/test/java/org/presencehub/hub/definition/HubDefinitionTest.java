package org.presencehub.hub.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.DisconnectReason;
import org.presencehub.Hub;
import org.presencehub.HubMethodName;
import org.presencehub.HubTransport;
import org.presencehub.NonBlocking;
import org.presencehub.OnConnected;
import org.presencehub.OnDisconnected;
import org.presencehub.RawArguments;
import org.presencehub.connection.HubRoute;
import org.presencehub.identity.Access;

/** What a hub class may look like, and the sentence for each that may not. */
class HubDefinitionTest {
    private static HubDefinition of(Class<?> hub) {
        return HubDefinition.of(hub);
    }

    private static void assertRefused(Class<?> hub, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(hub))
                .withMessage(sentence.replace("{hub}", hub.getName()));
    }

    @Hub(
            value = "/hubs/chat",
            directedMessages = true,
            transports = HubTransport.LONG_POLLING,
            statefulReconnect = true)
    @RolesAllowed("member")
    static class Chat {
        @OnConnected
        public void arrived() {}

        @OnDisconnected
        public void left(DisconnectReason reason) {}

        public void post(String room) {}

        @HubMethodName("Whisper")
        @NonBlocking
        @RolesAllowed("admin")
        public void murmur() {}

        public void relay(String to, RawArguments rest) {}
    }

    @Test
    void classSaysAllAboutAHub() {
        HubDefinition chat = of(Chat.class);

        assertThat(chat.path()).isEqualTo("/hubs/chat");
        assertThat(chat.directedMessages()).isTrue();
        assertThat(chat.transports()).containsExactly(HubTransport.LONG_POLLING);
        assertThat(chat.statefulReconnect()).isTrue();
        assertThat(chat.access()).contains(new Access.Roles(Set.of("member")));
        assertThat(chat.roles()).containsExactlyInAnyOrder("member", "admin");
        assertThat(chat.methods()).containsOnlyKeys("post", "whisper", "relay");
        assertThat(chat.onConnected()).get().extracting("name").isEqualTo("arrived");
        assertThat(chat.onDisconnected()).get().extracting("name").isEqualTo("left");
    }

    @Test
    void methodsAreFoundWhateverTheCase() {
        HubDefinition chat = of(Chat.class);

        assertThat(chat.method("WHISPER")).get().extracting(HubMethod::name).isEqualTo("Whisper");
        assertThat(chat.method("murmur")).isEmpty();
    }

    @Test
    void methodSaysWhereItRunsAndWhatItTakes() {
        HubDefinition chat = of(Chat.class);

        assertThat(chat.method("whisper"))
                .get()
                .extracting(HubMethod::nonBlocking)
                .isEqualTo(true);
        assertThat(chat.method("post")).get().extracting(HubMethod::nonBlocking).isEqualTo(false);
        assertThat(chat.method("relay")).get().extracting(HubMethod::takesRest).isEqualTo(true);
    }

    interface Greeting<T> {
        void greet(T whom);
    }

    static class Parent implements Greeting<String> {
        @Override
        public void greet(String whom) {}
    }

    @Hub("/many")
    static class Crowded extends Parent {
        @Inject
        public void settle(@SuppressWarnings("unused") HubRoute any) {}

        @PostConstruct
        public void begin() {}

        @Produces
        public String product() {
            return "";
        }

        public void observed(@Observes String event) {}

        @Override
        public String toString() {
            return "";
        }

        public static void ofNobody() {}

        void ofThePackage() {}
    }

    @Test
    void whatIsThereForTheContainerOrForJavaIsNotCallable() {
        assertThat(of(Crowded.class).methods()).containsOnlyKeys("greet");
    }

    @ParameterizedTest
    @ValueSource(classes = {NoSlash.class, NoName.class, TrailingSlash.class, Pattern.class, Blank.class})
    void pathIsSegmentsBehindSlashes(Class<?> hub) {
        assertRefused(
                hub,
                "The hub {hub} needs a path like /hubs/chat, not '"
                        + hub.getAnnotation(Hub.class).value() + "'.");
    }

    @Hub("chat")
    static class NoSlash {}

    @Hub("/")
    static class NoName {}

    @Hub("/chat/")
    static class TrailingSlash {}

    @Hub("/chat/*")
    static class Pattern {}

    @Hub("")
    static class Blank {}

    @Test
    void classWithoutAnnotationIsNoHub() {
        assertRefused(String.class, "The hub {hub} needs a path like /hubs/chat.");
    }

    @Hub("/h")
    static class Overloaded {
        public void say(String what) {}

        public void say(int what) {}
    }

    @Hub("/h")
    static class NamedTwice {
        @HubMethodName("SAY")
        public void first() {}

        public void say() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {Overloaded.class, NamedTwice.class})
    void noTwoMethodsHaveOneName(Class<?> hub) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(hub))
                .withMessageMatching("The hub \\Q" + hub.getName()
                        + "\\E has two methods named '(?i:say)': give one another name by @HubMethodName\\.");
    }

    @Hub("/h")
    static class RestFirst {
        public void relay(RawArguments rest, String to) {}
    }

    @Test
    void restComesLast() {
        assertRefused(RestFirst.class, "The hub method {hub}.relay has RawArguments before its last parameter.");
    }

    @Hub("/h")
    static class GenericMethod {
        public <T> void take(List<T> all) {}
    }

    static class Taking<T> {
        public void take(T one) {}
    }

    @Hub("/h")
    static class GenericParent extends Taking<String> {}

    @ParameterizedTest
    @ValueSource(classes = {GenericMethod.class, GenericParent.class})
    void genericMethodIsRefused(Class<?> hub) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(hub))
                .withMessageEndingWith(".take is generic: its arguments could not be bound.");
    }

    @Hub("/h")
    static class Asynchronous {
        public Stream<String> stream() {
            return Stream.of();
        }

        public Flow.Publisher<String> publisher() {
            return subscriber -> {};
        }

        public CompletableFuture<String> stage(
                Flow.Publisher<String> first, int second, Flow.Publisher<List<Long>> third) {
            return CompletableFuture.completedFuture("");
        }
    }

    @Test
    void streamsAndStagesAreTold() {
        HubDefinition hub = of(Asynchronous.class);

        assertThat(hub.method("stream")).get().extracting(HubMethod::streaming).isEqualTo(true);
        assertThat(hub.method("publisher"))
                .get()
                .extracting(HubMethod::streaming)
                .isEqualTo(true);
        assertThat(hub.method("stage")).get().extracting(HubMethod::streaming).isEqualTo(false);
        assertThat(hub.method("stage").orElseThrow().uploads())
                .extracting(Type::getTypeName)
                .containsExactly("java.lang.String", "java.util.List<java.lang.Long>");
    }

    @Hub("/h")
    static class Promises {
        public Future<String> answer() {
            return CompletableFuture.completedFuture("");
        }
    }

    @Hub("/h")
    static class Numbers {
        public IntStream answer() {
            return IntStream.of();
        }
    }

    @Hub("/h")
    static class StreamsLater {
        public CompletionStage<Stream<String>> answer() {
            return CompletableFuture.completedStage(Stream.of());
        }
    }

    @Hub("/h")
    static class PublishesLater {
        public CompletableFuture<SubmissionPublisher<String>> answer() {
            return CompletableFuture.completedFuture(new SubmissionPublisher<>());
        }
    }

    @Hub("/h")
    static class TakesStream {
        public void answer(Stream<String> given) {}
    }

    @Hub("/h")
    static class TakesPublisherOfItsOwn {
        public void answer(SubmissionPublisher<String> given) {}
    }

    @Hub("/h")
    @SuppressWarnings("rawtypes")
    static class TakesAnything {
        public void answer(Flow.Publisher given) {}
    }

    @Hub("/h")
    static class TakesSomething {
        public void answer(Flow.Publisher<?> given) {}
    }

    static Stream<Arguments> whatCannotBeStreamed() {
        return Stream.of(
                Arguments.of(
                        Promises.class,
                        "returns a Future, for which a thread would have to wait: return a CompletionStage"),
                Arguments.of(Numbers.class, "returns a stream of numbers: box it to a Stream"),
                Arguments.of(StreamsLater.class, "returns a stream inside a stage: return the stream itself"),
                Arguments.of(PublishesLater.class, "returns a stream inside a stage: return the stream itself"),
                Arguments.of(TakesStream.class, "takes a Stream: what a client streams comes as a Flow.Publisher"),
                Arguments.of(
                        TakesPublisherOfItsOwn.class,
                        "takes a SubmissionPublisher: what a client streams comes as a Flow.Publisher"),
                Arguments.of(
                        TakesAnything.class,
                        "takes a Flow.Publisher that does not say of what: its items could not be bound"),
                Arguments.of(
                        TakesSomething.class,
                        "takes a Flow.Publisher that does not say of what: its items could not be bound"));
    }

    @ParameterizedTest
    @MethodSource("whatCannotBeStreamed")
    void whatCannotBeStreamedIsRefused(Class<?> hub, String why) {
        assertRefused(hub, "The hub method {hub}.answer " + why + ".");
    }

    @Hub("/h")
    static class TwoArrivals {
        @OnConnected
        public void first() {}

        @OnConnected
        public void second() {}
    }

    @Hub("/h")
    static class ArrivalWithArgument {
        @OnConnected
        public void arrived(String who) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {TwoArrivals.class, ArrivalWithArgument.class})
    void oneMethodTakesArrivals(Class<?> hub) {
        assertRefused(hub, "The hub {hub} may have one method annotated with @OnConnected, with no parameter.");
    }

    @Hub("/h")
    static class ArrivalLater {
        @OnConnected
        public CompletionStage<Void> arrived() {
            return new CompletableFuture<>();
        }
    }

    @Hub("/h")
    static class DepartureLater {
        @OnDisconnected
        public boolean left() {
            return true;
        }
    }

    @Test
    void nobodyWaitsForWhatTheyReturn() {
        assertRefused(
                ArrivalLater.class,
                "The hub method {hub}.arrived is annotated with @OnConnected, and so has to return nothing: void.");
        assertRefused(
                DepartureLater.class,
                "The hub method {hub}.left is annotated with @OnDisconnected, and so has to return nothing: void.");
    }

    @Hub("/h")
    static class TwoDepartures {
        @OnDisconnected
        public void first() {}

        @OnDisconnected
        public void second(DisconnectReason reason) {}
    }

    @Hub("/h")
    static class DepartureWithText {
        @OnDisconnected
        public void left(String reason) {}
    }

    @Hub("/h")
    static class DepartureWithMore {
        @OnDisconnected
        public void left(DisconnectReason reason, String more) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {TwoDepartures.class, DepartureWithText.class, DepartureWithMore.class})
    void oneMethodTakesDepartures(Class<?> hub) {
        assertRefused(
                hub,
                "The hub {hub} may have one method annotated with @OnDisconnected, with no parameter or a DisconnectReason.");
    }

    @Hub("/h")
    static class HiddenArrival {
        @OnConnected
        void act() {}
    }

    @Hub("/h")
    @SuppressWarnings("UnusedMethod") // nobody calls it: that is the fault
    static class PrivateMethod {
        @HubMethodName("Act")
        private void act() {}
    }

    @Hub("/h")
    static class StaticMethod {
        @NonBlocking
        public static void act() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {HiddenArrival.class, PrivateMethod.class, StaticMethod.class})
    void methodThatNobodyCouldCallIsAMistake(Class<?> hub) {
        assertRefused(hub, "The hub method {hub}.act is annotated for hubs, and so has to be public and not static.");
    }

    @DenyAll
    static class Guarded {
        public void inherited() {}

        @PermitAll
        public void opened() {}
    }

    @Hub("/h")
    static class Inheriting extends Guarded {
        public void own() {}
    }

    @Test
    void inheritedMethodsKeepTheRulesOfTheirClass() {
        HubDefinition hub = of(Inheriting.class);

        assertThat(hub.method("inherited").orElseThrow().access()).contains(new Access.Roles(Set.of()));
        assertThat(hub.method("opened").orElseThrow().access()).contains(new Access.Open());
        assertThat(hub.method("own").orElseThrow().access()).isEmpty();
        assertThat(hub.access()).isEmpty();
    }
}
