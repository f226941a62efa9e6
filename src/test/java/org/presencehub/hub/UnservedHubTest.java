package org.presencehub.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.HubMethodName;
import org.presencehub.OnConnected;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.RecordedLog;

/** What would silently be no hub stops the deployment, or is named in the log. */
class UnservedHubTest {
    @Hub("/chat")
    static class Chat extends Greeting {
        public void post() {}
    }

    /** Off, as by configuration. */
    @Alternative
    @Hub("/spare")
    static class Spare {}

    @Hub("/abstract")
    abstract static class Abstract {}

    @Hub("/interface")
    interface Interface {}

    @Hub("/inner")
    @SuppressWarnings("ClassCanBeStatic") // that it should be is what is tested
    class Inner {}

    @Hub("/named")
    static class Named {
        Named(String name) {}
    }

    @Hub("/recorded")
    record Recorded(String name) {}

    @Vetoed
    @Hub("/vetoed")
    abstract static class VetoedHub {}

    @Hub("/injected")
    static class Injected {
        private final HubContext<Chat> chat;

        @Inject
        Injected(HubContext<Chat> chat) {
            this.chat = chat;
        }

        public boolean reaches() {
            return chat.clients() != null;
        }
    }

    @Dependent
    static class Greeting {
        @OnConnected
        public void greet() {}
    }

    @Dependent
    static class Stranger {
        @OnConnected
        public void connected() {}

        @HubMethodName("told")
        public void tell() {}
    }

    static class NoHub {}

    private static void deploy(Class<?>... beans) {
        HubContainer.weld(beans)
                .addBeanClass(HubsTest.OptionsProducer.class)
                .initialize()
                .close();
    }

    private static String sentence(Class<?> hub, String why) {
        return "The hub " + hub.getName() + " cannot be served, since it " + why + ".";
    }

    @Test
    void anAbstractHubStopsIt() {
        assertThatThrownBy(() -> deploy(Abstract.class))
                .hasMessageContaining(
                        sentence(Abstract.class, "is abstract: annotate the classes that extend it instead"));
    }

    @Test
    void anInterfaceStopsIt() {
        assertThatThrownBy(() -> deploy(Interface.class))
                .hasMessageContaining(
                        sentence(Interface.class, "is an interface: annotate the class that implements it instead"));
    }

    @Test
    void anInnerClassStopsIt() {
        assertThatThrownBy(() -> deploy(Inner.class))
                .hasMessageContaining(
                        sentence(Inner.class, "is an inner class: make it static, or a class of its own"));
    }

    @ParameterizedTest
    @ValueSource(classes = {Named.class, Recorded.class})
    void aHubThatNobodyCanMakeStopsIt(Class<?> hub) {
        assertThatThrownBy(() -> deploy(hub))
                .hasMessageContaining(sentence(
                        hub,
                        "has neither a constructor without parameters nor one annotated with @Inject: add one of the"
                                + " two"));
    }

    @Test
    void otherHubsPass() {
        assertThatCode(() -> deploy(Chat.class, Injected.class, Spare.class, VetoedHub.class))
                .doesNotThrowAnyException();
    }

    /** Containers tell of its injection points, though it is selected nowhere. */
    @Alternative
    @Dependent
    static class Idle {
        @Inject
        HubContext<NoHub> context;

        @Inject
        Clients<String> clients;
    }

    @Test
    void whatAnUnselectedAlternativeInjectsPasses() {
        assertThatCode(() -> deploy(Chat.class, Idle.class)).doesNotThrowAnyException();
    }

    @Dependent
    static class OfNoHub {
        @Inject
        HubContext<NoHub> context;
    }

    @Dependent
    static class OfNoHubLater {
        @Inject
        Instance<HubContext<NoHub>> context;
    }

    @Dependent
    static class OfNoHubProvided {
        @Inject
        Provider<HubContext<NoHub>> context;
    }

    @Dependent
    static class OfNoHubObserved {
        void heard(@Observes String event, HubContext<NoHub> context) {}
    }

    @ParameterizedTest
    @ValueSource(classes = {OfNoHub.class, OfNoHubLater.class, OfNoHubProvided.class, OfNoHubObserved.class})
    void aContextOfNoHubStopsIt(Class<?> bean) {
        assertThatThrownBy(() -> deploy(Chat.class, bean))
                .hasMessageContaining("HubContext<" + NoHub.class.getName() + "> in " + bean.getName() + ".")
                .hasMessageContaining(
                        " names no hub: annotate " + NoHub.class.getName() + " with @Hub, or name a class that is.");
    }

    @Dependent
    @SuppressWarnings("rawtypes")
    static class Raw {
        @Inject
        HubContext context;
    }

    @Dependent
    static class Wild {
        @Inject
        HubContext<?> context;
    }

    @Dependent
    static class Generic<T> {
        @Inject
        HubContext<T> context;
    }

    @ParameterizedTest
    @ValueSource(classes = {Raw.class, Wild.class, Generic.class})
    void aContextThatNamesNoHubStopsIt(Class<?> bean) {
        assertThatThrownBy(() -> deploy(Chat.class, bean))
                .hasMessageContaining(
                        " in " + bean.getName() + ".context does not name a hub: inject" + " HubContext<YourHub>.");
    }

    abstract static class Sender<T> {
        @Inject
        HubContext<T> context;
    }

    @Dependent
    static class ChatSender extends Sender<Chat> {}

    @Dependent
    static class LaterSender {
        @Inject
        Instance<HubContext<Chat>> context;

        @Inject
        Instance<HubContext<Spare>> perhaps;
    }

    @ParameterizedTest
    @ValueSource(classes = {ChatSender.class, LaterSender.class})
    void contextsOfHubsPass(Class<?> bean) {
        assertThatCode(() -> deploy(Chat.class, Spare.class, bean)).doesNotThrowAnyException();
    }

    @Dependent
    static class OfSpare {
        @Inject
        HubContext<Spare> context;
    }

    @Test
    void aContextOfAHubThatIsOffStopsItUnlessItIsMadeLater() {
        assertThatThrownBy(() -> deploy(Chat.class, Spare.class, OfSpare.class))
                .hasMessageContaining(
                        "in " + OfSpare.class.getName() + ".context names a hub that this deployment does not"
                                + " serve: " + Spare.class.getName() + " is no bean here, or is switched off.");
    }

    @Test
    void hubsThatCannotWorkAreNotMissedAsWell() {
        assertThatThrownBy(() -> deploy(Abstract.class, OfSpare.class))
                .hasMessageContaining("is abstract")
                .hasMessageNotContaining("does not serve");
    }

    @Test
    void aBeanWithMethodsForHubsIsNamedUnlessAHubExtendsIt() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.hub")) {
            deploy(Chat.class, Greeting.class, Stranger.class);

            assertThat(log.lines()).containsExactlyInAnyOrder(stranger("connected"), stranger("tell"));
        }
    }

    private static String stranger(String method) {
        return Stranger.class.getName() + "." + method
                + " is annotated for hubs, but its class is no hub, so nobody calls it:"
                + " annotate the class with @Hub, or take the method's annotation away.";
    }
}
