package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.Frame;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Who is online, as watchers are told. */
@WireTest
final class PresenceIT {
    private final ServerUnderTest server;
    private final String ending = unique("");
    private final String anna = "anna" + ending;
    private final String bert = "bert" + ending;
    private final String carl = "carl" + ending;
    private final List<AutoCloseable> open = new ArrayList<>();

    PresenceIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void hangUp() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void aNewcomerIsFirstToldTheListWithItselfInIt() {
        assertThat(arrive(anna).told()).containsExactly(anna);
        assertThat(arrive(bert).told()).containsExactly(anna, bert);
    }

    @Test
    void twoUsersSeeEachOtherComeAndGo() {
        Watcher first = arrive(anna);
        WireClient second = connect(bert);

        first.awaitTransition("+" + bert).awaitList();
        assertThat(first.told()).containsExactly(anna, bert);

        leave(second);

        first.awaitTransition("-" + bert).awaitList();
        assertThat(first.told()).containsExactly(anna);
    }

    @Test
    void aUserIsNotToldOfItself() {
        Watcher first = arrive(anna);
        connect(bert);

        first.awaitTransition("+" + bert);

        assertThat(first.transitions()).containsExactly("+" + bert);
    }

    @Test
    void manyConnectionsOfAUserAreOneUser() {
        Watcher watcher = arrive(anna);
        WireClient first = connect(bert);
        WireClient second = connect(bert);
        WireClient third = connect(bert);
        leave(second);
        leave(first);
        connect(carl);
        watcher.awaitTransition("+" + carl);
        leave(third);
        watcher.awaitTransition("-" + bert);

        assertThat(watcher.transitions()).containsExactly("+" + bert, "+" + carl, "-" + bert);
    }

    @Test
    void everyTabOfAUserIsAWatcher() {
        Watcher first = arrive(anna);
        Watcher second = arrive(anna);
        connect(bert);

        assertThat(first.awaitTransition("+" + bert).transitions()).containsExactly("+" + bert);
        assertThat(second.awaitTransition("+" + bert).transitions()).containsExactly("+" + bert);
    }

    @Test
    @Tag("ours")
    void connectionsOfTheOtherHubAreNoPresence() {
        Watcher watcher = arrive(anna);
        try (WireClient latch =
                server.opening(ServerUnderTest.LATCH, bert).connect().register(bert)) {
            connect(carl);
            watcher.awaitTransition("+" + carl);
            latch.expectAlive();
        }
        assertThat(watcher.transitions()).containsExactly("+" + carl);
    }

    @Test
    @Tag("ours")
    void aConnectionThatNeverShookHandsIsNobody() {
        Watcher watcher = arrive(anna);
        try (WireClient silent = server.opening(PRESENCE, bert).open()) {
            connect(carl);
            watcher.awaitTransition("+" + carl);
            silent.send("{}");
        }
        assertThat(watcher.transitions()).containsExactly("+" + carl);
    }

    @Test
    @Tag("ours")
    void whoComesBackWithinTheGracePeriodMakesNobodyBlink() {
        Watcher watcher = arrive(anna);
        leave(connect(bert));
        connect(bert).socket().reset();
        connect(bert).socket().send(Frame.close(1001, ""));
        connect(bert);
        leave(connect(carl));

        watcher.awaitTransition("-" + carl);

        assertThat(watcher.transitions()).containsExactly("+" + bert, "+" + carl, "-" + carl);
    }

    /** Watcher itself fails at two arrivals in a row and at a list that does not fit; what remains is that all hear one story. */
    @Test
    void comingsAndGoingsAlternateAndAllWatchersHearTheSame() {
        Watcher one = arrive(anna);
        Watcher other = arrive(carl);
        one.awaitTransition("+" + carl);
        Random random = new Random(7);
        for (int round = 0; round < 6; round++) {
            WireClient tab = connect(bert);
            end(random.nextInt(4), connect(bert));
            end(random.nextInt(4), tab);
            one.awaitTransitions(2 * round + 3);
        }
        other.awaitTransitions(12);

        assertThat(one.transitions()).hasSize(13).first().isEqualTo("+" + carl);
        assertThat(other.transitions()).isEqualTo(one.transitions().subList(1, 13));
    }

    private static void end(int how, WireClient client) {
        switch (how) {
            case 0 -> leave(client);
            case 1 -> client.socket().send(Frame.close(1000, ""));
            case 2 -> client.socket().send(Frame.of(Frame.CLOSE, new byte[0]));
            default -> client.send(CLOSE);
        }
    }

    private static void leave(WireClient client) {
        client.send(CLOSE);
        client.socket().closeCode();
    }

    private WireClient connect(String user) {
        WireClient client = server.opening(PRESENCE, user).connect();
        open.add(client);
        client.awaitEvent("GetOnlineUsers");
        return client;
    }

    private Watcher arrive(String user) {
        Watcher watcher = Watcher.arrive(server, user, ending);
        open.add(watcher);
        return watcher;
    }
}
