package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbException;
import java.util.List;
import java.util.Objects;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Delivery;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubContext;
import org.presencehub.NonBlocking;
import org.presencehub.RawArguments;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Whom each addressee is, from inside a hub call and from outside. */
@EnableWeld
class ClientsTest {
    private static final String HEARD = Records.event("heard", "1");

    @WeldSetup
    WeldInitiator weld = HubContainer.with(Square.class, Other.class, Neighbour.class, Outside.class)
            .build();

    private InMemoryClient anna;
    private InMemoryClient annasPhone;
    private InMemoryClient ben;
    private InMemoryClient elsewhere;

    @Hub("/square")
    static class Square {
        @Inject
        Clients<ClientProxy> clients;

        @Inject
        Neighbour neighbour;

        @Inject
        HubCallerContext caller;

        public Delivery caller() {
            return clients.caller().send("heard", 1);
        }

        public Delivery others() {
            return clients.others().send("heard", 1);
        }

        public Delivery neighboursOthers() {
            return neighbour.others();
        }

        @NonBlocking
        public void meet() {
            neighbour.meet(clients.caller());
        }

        @NonBlocking
        public void bind(String user) {
            caller.bindUser(user);
        }

        @NonBlocking
        public @Nullable String whoAmI() {
            return caller.userId();
        }

        void heard(@Observes Rumour rumour) {
            clients.all().send("heard", 1);
        }

        @NonBlocking
        public void relay(RawArguments all) {
            clients.caller().send("heard", "first", all, 3);
        }
    }

    /** Reaches a hub as it reaches any bean, outside its calls. */
    record Rumour() {}

    @Hub("/other")
    static class Other {}

    @ApplicationScoped
    static class Neighbour {
        @Inject
        Clients<ClientProxy> clients;

        private @Nullable ClientProxy met;

        void meet(ClientProxy caller) {
            met = caller;
        }

        Delivery greet() {
            return Objects.requireNonNull(met).send("heard", 1);
        }

        Delivery others() {
            return clients.others().send("heard", 1);
        }

        Delivery all() {
            return clients.all().send("heard", 1);
        }
    }

    @ApplicationScoped
    static class Outside {
        @Inject
        HubContext<Square> square;

        Clients<ClientProxy> clients() {
            return square.clients();
        }
    }

    @Hub("/off")
    static class Off {}

    @BeforeEach
    void connect() {
        anna = InMemoryClient.of("anna", weld, "/square");
        annasPhone = InMemoryClient.of("anna", weld, "/square");
        ben = InMemoryClient.of("ben", weld, "/square");
        elsewhere = InMemoryClient.of("anna", weld, "/other");
    }

    private Clients<ClientProxy> square() {
        return weld.select(Outside.class).get().clients();
    }

    private static Delivery say(ClientProxy addressee) {
        return addressee.send("heard", 1);
    }

    private void assertHeardBy(InMemoryClient... listeners) {
        for (InMemoryClient listener : listeners) {
            assertThat(listener.next()).isEqualTo(HEARD);
        }
        List.of(anna, annasPhone, ben, elsewhere).forEach(InMemoryClient::assertNothingCame);
    }

    @Test
    void callerIsOneConnectionAndHearsBeforeItsAnswer() {
        assertThat(anna.call("caller")).isEqualTo(HEARD);
        assertThat(anna.next()).contains("{\"behind\":0,\"connections\":1,\"users\":1}");
        assertHeardBy();
    }

    @Test
    void othersAreAllButTheCaller() {
        assertThat(anna.result("others")).isEqualTo("{\"behind\":0,\"connections\":2,\"users\":2}");
        assertHeardBy(annasPhone, ben);
    }

    @Test
    void beanThatAHubCallsReachesThatHubsClients() {
        assertThat(anna.result("neighboursOthers")).isEqualTo("{\"behind\":0,\"connections\":2,\"users\":2}");
        assertHeardBy(annasPhone, ben);
    }

    @Test
    void beanThatNoHubCallsReachesNobody() {
        Neighbour neighbour = weld.select(Neighbour.class).get();

        assertThatIllegalStateException()
                .isThrownBy(neighbour::all)
                .withMessage("Outside a hub and its calls, inject HubContext<YourHub> to reach clients.");
    }

    @Test
    void hubReachesItsClientsOutsideItsCallsToo() {
        weld.event().select(Rumour.class).fire(new Rumour());
        assertHeardBy(anna, annasPhone, ben);
    }

    @Test
    void outsideACallThereIsNoCallerAndNoOthers() {
        assertThatIllegalStateException().isThrownBy(() -> square().caller());
        assertThatIllegalStateException().isThrownBy(() -> square().others());
    }

    @Test
    void allAreAllOfTheHubAndOfNoOther() {
        assertThat(say(square().all())).isEqualTo(Delivery.reached(3, 2));
        assertHeardBy(anna, annasPhone, ben);
    }

    @Test
    void exceptedConnectionsHearNothing() {
        assertThat(say(square().allExcept(List.of(ben.id(), "unknown")))).isEqualTo(Delivery.reached(2, 1));
        assertHeardBy(anna, annasPhone);
    }

    @Test
    void connectionIsFoundByItsPublicId() {
        assertThat(say(square().client(ben.id()))).isEqualTo(Delivery.reached(1, 1));
        assertHeardBy(ben);
    }

    @Test
    void connectionNamedTwiceHearsOnce() {
        assertThat(say(square().clients(List.of(ben.id(), anna.id(), ben.id()))))
                .isEqualTo(Delivery.reached(2, 2));
        assertHeardBy(anna, ben);
    }

    @Test
    void userIsReachedOnAllConnections() {
        assertThat(say(square().user("anna"))).isEqualTo(Delivery.reached(2, 1));
        assertHeardBy(anna, annasPhone);
    }

    @Test
    void userNamedTwiceHearsOnce() {
        assertThat(say(square().users(List.of("anna", "ben", "anna")))).isEqualTo(Delivery.reached(3, 2));
        assertHeardBy(anna, annasPhone, ben);
    }

    @Test
    void unknownIdsReachNobodyAndAreNoError() {
        assertThat(say(square().client("unknown"))).isEqualTo(Delivery.NONE);
        assertThat(say(square().clients(List.of("unknown")))).isEqualTo(Delivery.NONE);
        assertThat(say(square().user("ANNA"))).isEqualTo(Delivery.NONE);
        assertThat(say(square().users(List.of()))).isEqualTo(Delivery.NONE);
        assertHeardBy();
    }

    @Test
    void whoHasLeftIsReachedNoMore() {
        anna.vanish();

        assertThat(say(square().client(anna.id()))).isEqualTo(Delivery.NONE);
        assertThat(say(square().user("anna"))).isEqualTo(Delivery.reached(1, 1));
        assertHeardBy(annasPhone);
        annasPhone.vanish();
        assertThat(say(square().user("anna"))).isEqualTo(Delivery.NONE);
    }

    @Test
    void whoTakesNoMoreIsNotReached() {
        ClientProxy reader = square().client(anna.id());
        anna.leave();

        assertThat(reader.send("heard", 1)).isEqualTo(Delivery.NONE);
    }

    @Test
    void whoHasMuchToReadIsReachedAndBehind() {
        anna.stall();
        String text = "x".repeat(600_000);
        ClientProxy reader = square().client(anna.id());

        assertThat(reader.send("heard", text)).as("on its way").isEqualTo(Delivery.reached(1, 1, 0));
        assertThat(reader.send("heard", text)).as("waits").isEqualTo(Delivery.reached(1, 1, 0));
        assertThat(reader.send("heard", text)).as("above the bound").isEqualTo(Delivery.reached(1, 1, 1));
        assertThat(square().all().send("heard", text)).isEqualTo(Delivery.reached(3, 2, 1));
    }

    @Test
    void addresseeIsLookedUpForEachMessage() {
        ClientProxy carl = square().user("carl");
        assertThat(say(carl)).isEqualTo(Delivery.NONE);

        InMemoryClient late = InMemoryClient.of("carl", weld, "/square");

        assertThat(say(carl)).isEqualTo(Delivery.reached(1, 1));
        assertThat(late.next()).isEqualTo(HEARD);
    }

    @Test
    void connectionWithoutTokenIsReachedUnderTheUserItWasBoundTo() {
        InMemoryClient carl = InMemoryClient.anonymous(weld, "/square");
        assertThat(carl.result("whoAmI")).isEqualTo("null");
        carl.result("bind", "\"carl\"");

        assertThat(carl.result("whoAmI")).isEqualTo("\"carl\"");
        assertThat(say(square().user("carl"))).isEqualTo(Delivery.reached(1, 1));
        assertThat(carl.next()).isEqualTo(HEARD);
    }

    /** As in a token: what strangers make a server remember has an end. */
    @Test
    void aNameHasFiveHundredAndTwelveCharactersAndNoMore() {
        InMemoryClient carl = InMemoryClient.anonymous(weld, "/square");
        carl.result("bind", "\"" + "c".repeat(512) + "\"");
        assertThat(carl.error("bind", "\"" + "c".repeat(513) + "\""))
                .endsWith("HubException: The name of a user has at most 512 characters.");

        assertThat(carl.result("whoAmI")).isEqualTo("\"" + "c".repeat(512) + "\"");
    }

    @Test
    void secondBindingReplacesTheFirst() {
        InMemoryClient carl = InMemoryClient.anonymous(weld, "/square");
        carl.result("bind", "\"carl\"");
        carl.result("bind", "\"charles\"");

        assertThat(say(square().user("carl"))).isEqualTo(Delivery.NONE);
        assertThat(say(square().user("charles"))).isEqualTo(Delivery.reached(1, 1));
        carl.vanish();
        assertThat(say(square().user("charles"))).isEqualTo(Delivery.NONE);
    }

    @Test
    void connectionWithATokenCannotBeBoundToAnother() {
        assertThat(anna.error("bind", "\"ben\""))
                .isEqualTo("An unexpected error occurred invoking 'bind' on the server.");
        assertThat(anna.result("whoAmI")).isEqualTo("\"anna\"");
        say(square().user("ben"));
        assertHeardBy(ben);
    }

    @Test
    void callerThatIsGoneIsNotReached() {
        Neighbour neighbour = weld.select(Neighbour.class).get();
        assertThat(ben.result("meet")).isEqualTo("null");
        assertThat(neighbour.greet()).isEqualTo(Delivery.reached(1, 1));
        assertHeardBy(ben);

        ben.vanish();

        assertThat(neighbour.greet()).isEqualTo(Delivery.NONE);
    }

    @Test
    void nullForAllArgumentsIsOneThatIsNull() {
        square().client(anna.id()).send("heard", (Object[]) null);
        assertThat(anna.next()).isEqualTo(Records.event("heard", "null"));
    }

    @Test
    void relayedArgumentsStandAmongBoundOnesAsTheyCame() {
        anna.send(Records.event("relay", "1.0", "{\"b\":1,\"a\":1e400}"));
        assertThat(anna.next())
                .isEqualTo(Records.event("heard", "\"first\"", "1.0", "{\"b\":1,\"a\":1e400}", "3")
                        .replace(", ", ","));
        anna.send(Records.event("relay"));
        assertThat(anna.next())
                .isEqualTo(Records.event("heard", "\"first\"", "3").replace(", ", ","));
    }

    public static class Secretive {
        public String getSecret() {
            throw new IllegalStateException();
        }
    }

    @Test
    void argumentThatCannotBeBoundReachesNobody() {
        assertThatThrownBy(() -> square().all().send("heard", new Secretive())).isInstanceOf(JsonbException.class);
        assertHeardBy();
    }

    @Test
    void contextOfAClassThatIsNoHubIsAMistake() {
        assertThatThrownBy(() ->
                        weld.select(new TypeLiteral<HubContext<String>>() {}).get())
                .hasStackTraceContaining("java.lang.String is not annotated with @Hub.");
        assertThatThrownBy(
                        () -> weld.select(new TypeLiteral<HubContext<Off>>() {}).get())
                .hasStackTraceContaining(Off.class.getName() + " is no bean of this deployment, or switched off.");
        assertThatThrownBy(
                        () -> weld.select(new TypeLiteral<HubContext<?>>() {}).get())
                .hasStackTraceContaining("names no hub: inject HubContext<YourHub>.");
    }
}
