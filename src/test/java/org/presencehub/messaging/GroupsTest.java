package org.presencehub.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Delivery;
import org.presencehub.Groups;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubContext;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.clients.HubRegistry;
import org.presencehub.testing.HubContainer;
import org.presencehub.testing.InMemoryClient;
import org.presencehub.testing.Records;

/** Who is in a group, for how long, and who is reached by it. */
@EnableWeld
class GroupsTest {
    private static final String HEARD = Records.event("heard", "1");

    @WeldSetup
    WeldInitiator weld =
            HubContainer.with(Rooms.class, Elsewhere.class, Porter.class).build();

    private InMemoryClient anna;
    private InMemoryClient ben;
    private InMemoryClient carl;

    public interface Listener {
        void heard(int what);
    }

    @Hub("/rooms")
    static class Rooms {
        @Inject
        Clients<ClientProxy> clients;

        @Inject
        Clients<Listener> listeners;

        @Inject
        Groups groups;

        @Inject
        HubCallerContext caller;

        @Inject
        Porter porter;

        public void join(String room) {
            groups.add(caller.connectionId(), room);
        }

        public void leave(String room) {
            groups.remove(caller.connectionId(), room);
        }

        public void joinByPorter(String room) {
            porter.groups().add(caller.connectionId(), room);
        }

        public Delivery tellOthers(String room) {
            return clients.othersInGroup(room).send("heard", 1);
        }

        public void mix(String room) {
            for (int i = 0; i < 20; i++) {
                clients.caller().send("heard", 3 * i);
                listeners.group(room).heard(3 * i + 1);
                clients.all().send("heard", 3 * i + 2);
            }
        }
    }

    @Hub("/elsewhere")
    static class Elsewhere {}

    @Test
    void aGroupOfManyIsReached() {
        List<InMemoryClient> crowd = IntStream.range(0, 30)
                .mapToObj(each -> InMemoryClient.of("crowd" + each, weld, "/rooms"))
                .toList();
        crowd.forEach(each -> each.result("join", "\"hall\""));
        for (int each = 0; each < 3; each++) {
            assertThat(anna.result("tellOthers", "\"hall\"")).contains("\"connections\":30", "\"users\":30");
        }

        for (InMemoryClient each : crowd) {
            assertThat(List.of(each.next(), each.next(), each.next())).containsOnly(HEARD);
        }
    }

    @ApplicationScoped
    static class Porter {
        @Inject
        Groups groups;

        @Inject
        HubContext<Rooms> rooms;

        @Inject
        HubContext<Elsewhere> elsewhere;

        Groups groups() {
            return groups;
        }

        HubContext<Rooms> rooms() {
            return rooms;
        }

        HubContext<Elsewhere> elsewhere() {
            return elsewhere;
        }

        void add(String id) {
            groups.add(id, "any");
        }
    }

    @BeforeEach
    void connect() {
        anna = InMemoryClient.of("anna", weld, "/rooms");
        ben = InMemoryClient.of("ben", weld, "/rooms");
        carl = InMemoryClient.of("carl", weld, "/rooms");
    }

    private HubContext<Rooms> rooms() {
        return weld.select(Porter.class).get().rooms();
    }

    private ConnectedClients clientsOfRooms() {
        return weld.select(HubRegistry.class).get().clientsAt("/rooms");
    }

    private Delivery tell(String... groups) {
        return rooms().clients().groups(List.of(groups)).send("heard", 1);
    }

    private void assertHeardBy(InMemoryClient... listeners) {
        for (InMemoryClient listener : listeners) {
            assertThat(listener.next()).isEqualTo(HEARD);
        }
        List.of(anna, ben, carl).forEach(InMemoryClient::assertNothingCame);
    }

    @Test
    void whoHasJoinedHears() {
        anna.result("join", "\"lobby\"");
        ben.result("joinByPorter", "\"lobby\"");
        rooms().groups().add(carl.id(), "Lobby");

        assertThat(rooms().clients().group("lobby").send("heard", 1)).isEqualTo(Delivery.reached(2, 2));
        assertHeardBy(anna, ben);
        rooms().clients(Listener.class).group("Lobby").heard(1);
        assertHeardBy(carl);
    }

    @Test
    void whoJoinsTwiceHearsOnceAndLeavesOnce() {
        anna.result("join", "\"lobby\"");
        anna.result("join", "\"lobby\"");
        tell("lobby");
        assertHeardBy(anna);

        anna.result("leave", "\"lobby\"");
        anna.result("leave", "\"lobby\"");
        assertThat(tell("lobby")).isEqualTo(Delivery.NONE);
    }

    @Test
    void aGroupIsLeftByItsOwnNameAndByNoOther() {
        anna.result("join", "\"Lobby\"");
        ben.result("join", "\"Lobby\"");
        anna.result("leave", "\"lobby\"");
        anna.result("leave", "\"LOBBY\"");
        anna.result("leave", "\"Lobby \"");
        rooms().groups().remove(ben.id(), "lobby");

        assertThat(tell("lobby", "LOBBY", "Lobby ")).isEqualTo(Delivery.NONE);
        tell("Lobby");
        assertHeardBy(anna, ben);

        anna.result("leave", "\"Lobby\"");
        rooms().groups().remove(ben.id(), "Lobby");
        assertThat(tell("Lobby", "lobby", "LOBBY", "Lobby ")).isEqualTo(Delivery.NONE);
    }

    @Test
    void aConnectionIsInAThousandGroupsAndNoMore() {
        for (int i = 0; i < 1_000; i++) {
            anna.result("join", "\"group " + i + "\"");
        }
        assertThat(anna.error("join", "\"one more\""))
                .endsWith("HubException: A connection is in at most 1000 groups.");
        anna.result("join", "\"group 7\"");
        ben.result("join", "\"one more\"");
        anna.result("leave", "\"group 0\"");
        anna.result("join", "\"one more\"");

        tell("one more");
        assertHeardBy(anna, ben);
    }

    @Test
    void theNameOfAGroupIsBounded() {
        anna.result("join", "\"" + "g".repeat(1_024) + "\"");

        assertThat(anna.error("join", "\"" + "g".repeat(1_025) + "\""))
                .endsWith("HubException: The name of a group has at most 1024 characters.");
    }

    @Test
    void whoIsInTwoOfTheGroupsHearsOnce() {
        anna.result("join", "\"lobby\"");
        anna.result("join", "\"bar\"");
        ben.result("join", "\"bar\"");

        assertThat(tell("lobby", "bar", "nowhere")).isEqualTo(Delivery.reached(2, 2));
        assertHeardBy(anna, ben);
    }

    @Test
    void exceptedOnesAndTheCallerDoNotHear() {
        List.of(anna, ben, carl).forEach(each -> each.result("join", "\"lobby\""));

        rooms().clients().groupExcept("lobby", List.of(ben.id(), "unknown")).send("heard", 1);
        assertHeardBy(anna, carl);
        assertThat(anna.result("tellOthers", "\"lobby\"")).isEqualTo("{\"behind\":0,\"connections\":2,\"users\":2}");
        assertHeardBy(ben, carl);
        assertThatIllegalStateException().isThrownBy(() -> rooms().clients().othersInGroup("lobby"));
    }

    @Test
    void unknownConnectionsAndThoseOfOtherHubsAreLeftOut() {
        rooms().groups().add("unknown", "lobby");
        rooms().groups().remove("unknown", "lobby");
        weld.select(Porter.class).get().elsewhere().groups().add(anna.id(), "lobby");

        assertThat(tell("lobby")).isEqualTo(Delivery.NONE);
    }

    @Test
    void outsideAHubAndItsCallsThereAreNoGroups() {
        Porter porter = weld.select(Porter.class).get();

        assertThatIllegalStateException().isThrownBy(() -> porter.add(anna.id()));
    }

    @Test
    void membershipEndsWithItsConnection() {
        anna.result("join", "\"lobby\"");
        anna.vanish();

        assertThat(tell("lobby")).isEqualTo(Delivery.NONE);
        rooms().groups().add(anna.id(), "lobby");
        assertThat(clientsOfRooms().groups()).isZero();
    }

    /** A thousand connections may be in a thousand groups each, with names that their clients make up. */
    @Test
    void groupsCountAsLongAsTheConnectionIsInThem() {
        long before = anna.connection().heldBytes();
        String name = "x".repeat(1_000);
        for (int i = 0; i < 10; i++) {
            anna.result("join", "\"" + name + i + "\"");
            anna.result("join", "\"" + name + i + "\"");
        }
        long each = 200 + 2 * 1_001;
        await().untilAsserted(
                        () -> assertThat(anna.connection().heldBytes() - before).isEqualTo(10 * each));

        anna.result("leave", "\"" + name + "0\"");
        anna.result("leave", "\"" + name + "0\"");
        await().untilAsserted(
                        () -> assertThat(anna.connection().heldBytes() - before).isEqualTo(9 * each));

        anna.vanish();
        assertThat(anna.connection().heldBytes()).isZero();
    }

    @Test
    void whateverTheRaceOfJoiningAndTheEndNothingIsLeft() {
        for (int i = 0; i < 200; i++) {
            InMemoryClient racer = InMemoryClient.of("racer", weld, "/rooms");
            CompletableFuture<Void> joining =
                    CompletableFuture.runAsync(() -> rooms().groups().add(racer.id(), "race"));
            racer.vanish();
            joining.join();
        }
        assertThat(clientsOfRooms().groups()).isZero();
    }

    /** The one that joins has found the client, and waits for its lock, when the client leaves. */
    @Test
    void whoLeavesWhileItJoinsIsInNoGroup() throws InterruptedException {
        InMemoryClient racer = InMemoryClient.of("racer", weld, "/rooms");
        Thread joining = new Thread(() -> rooms().groups().add(racer.id(), "race"));
        synchronized (clientsOfRooms().withId(racer.id()).orElseThrow()) {
            joining.start();
            await().until(() -> joining.getState() == Thread.State.BLOCKED);
            racer.vanish();
        }
        joining.join();

        assertThat(clientsOfRooms().groups()).isZero();
    }

    @Test
    void oneSendersMessagesArriveInOrderWhateverTheirWay() {
        anna.result("join", "\"lobby\"");
        anna.send(Records.event("mix", "\"lobby\""));

        for (int i = 0; i < 60; i++) {
            assertThat(anna.next()).isEqualTo(Records.event("heard", String.valueOf(i)));
        }
    }
}
