package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.call;
import static org.presencehub.testing.Records.done;
import static org.presencehub.testing.Records.event;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Directed messages as front ends send and receive them. */
@WireTest
@Isolated("its broadcasts reach every client of the hub")
final class LatchIT {
    private final ServerUnderTest server;
    private final String anna = unique("anna");
    private final String bert = unique("bert");
    private final WireClient sender;
    private final WireClient receiver;

    LatchIT(ServerUnderTest server) {
        this.server = server;
        sender = server.opening(LATCH, anna).connect().register(anna);
        receiver = server.opening(LATCH, bert).connect().register(bert);
    }

    @AfterEach
    void hangUp() {
        sender.close();
        receiver.close();
    }

    @Test
    void unicastReachesTheUser() {
        sender.send(call("1", "UnicastAsync", quoted(bert), "\"Dashboard\"", "\"Progress\"", "{\"percent\":7}"))
                .expect(done("1"));

        receiver.expect(event("Dashboard_Progress", "{\"percent\":7}"));
    }

    @Test
    void multicastReachesEachUserOnce() {
        String users =
                "[" + quoted(anna) + "," + quoted(bert) + "," + quoted(bert) + "," + quoted(unique("nobody")) + "]";
        sender.send(call("1", "MulticastAsync", users, "\"Tests\"", "\"Once\"", "1"))
                .expect(event("Tests_Once", "1"), done("1"));

        receiver.expect(event("Tests_Once", "1")).expectAlive();
    }

    @Test
    void broadcastReachesEverybodyTheSenderIncluded() {
        sender.send(call("1", "BroadcastAsync", "\"Tests\"", "\"All\"", "[1]"))
                .expect(event("Tests_All", "[1]"), done("1"));

        receiver.expect(event("Tests_All", "[1]"));
    }

    @Test
    void anUnknownUserIsNoError() {
        sender.send(call("1", "UnicastAsync", quoted(unique("nobody")), "\"Tests\"", "\"Lost\"", "1"))
                .expect(done("1"));
        sender.send(call("2", "MulticastAsync", "[]", "\"Tests\"", "\"Lost\"", "1"))
                .expect(done("2"));
    }

    @Test
    @Tag("ours")
    void theJoinedFormOfTheSeedWorksWithAnyNumberOfPayloads() {
        sender.send(
                        call("1", "UnicastAsync", quoted(bert), "\"Tests_None\""),
                        call("2", "UnicastAsync", quoted(bert), "\"Tests_One\"", "1"),
                        call("3", "UnicastAsync", quoted(bert), "\"Tests_Two\"", "1", "\"b\""),
                        call("4", "MulticastAsync", "[" + quoted(bert) + "]", "\"Tests_Three\"", "1", "null", "{}"))
                .expect(done("1"), done("2"), done("3"), done("4"));

        receiver.expect(
                event("Tests_None"),
                event("Tests_One", "1"),
                event("Tests_Two", "1", "\"b\""),
                event("Tests_Three", "1", "null", "{}"));
    }

    @Test
    @Tag("ours")
    void theLongFormPassesOnNoneOrManyPayloads() {
        sender.send(
                        call("1", "UnicastAsync", quoted(bert), "\"Tests\"", "\"None\""),
                        call("2", "MulticastAsync", "[" + quoted(bert) + "]", "\"Tests\"", "\"Two\"", "1", "2"),
                        call("3", "BroadcastAsync", "\"Tests\"", "\"Two\"", "1", "2"))
                .expect(done("1"), done("2"), event("Tests_Two", "1", "2"), done("3"));

        receiver.expect(event("Tests_None"), event("Tests_Two", "1", "2"), event("Tests_Two", "1", "2"));
    }

    @Test
    @Tag("ours")
    void unicastReachesAllConnectionsOfTheUser() {
        try (WireClient tab = server.opening(LATCH, bert).connect().register(bert)) {
            sender.send(call("1", "UnicastAsync", quoted(bert), "\"Tests\"", "\"Tabs\"", "1"))
                    .expect(done("1"));

            receiver.expect(event("Tests_Tabs", "1"));
            tab.expect(event("Tests_Tabs", "1"));
        }
    }

    @Test
    @Tag("ours")
    void theTokenAloneMakesAUserReachable() {
        String carl = unique("carl");
        try (WireClient unregistered = server.opening(LATCH, carl).connect()) {
            sender.send(call("1", "UnicastAsync", quoted(carl), "\"Tests\"", "\"Token\"", "1"))
                    .expect(done("1"));

            unregistered.expect(event("Tests_Token", "1"));
        }
    }

    @Test
    void registeredTellsTheConnectionIdOfThisConnection() {
        sender.send(call("1", "RegisterUser", quoted(anna)));
        String first = sender.awaitEvent("Registered").getString(0);
        sender.expect(done("1")).send(call("2", "RegisterUser", quoted(anna)));

        assertThat(sender.awaitEvent("Registered").getString(0))
                .isEqualTo(first)
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void aClientThatLeftIsNotReached() {
        receiver.send(WireClient.CLOSE).expect(WireClient.CLOSE).expectClose(1000);

        assertThat(sender.invoke("UnicastAsync", quoted(bert), "\"Tests\"", "\"Gone\"", "1"))
                .isEqualTo(Records.parse(done("call2")));
    }
}
