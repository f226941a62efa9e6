package org.presencehub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;

import org.junit.jupiter.api.Test;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** An application's own hub and beans, as its users see them. */
@WireTest
final class ApplicationIT {
    private static final String CHAT = "/hubs/chat";

    private final ServerUnderTest server;
    private final String anna = unique("anna");

    ApplicationIT(ServerUnderTest server) {
        this.server = server;
    }

    @Test
    void anEventThatABeanFiresReachesAllConnectionsOfItsUser() {
        try (WireClient desk = server.opening(LATCH, anna).connect();
                WireClient phone = server.opening(LATCH, anna).connect()) {
            post("approve", "7");

            assertThat(desk.awaitEvent("Orders_Approved")).hasToString("[\"7\"]");
            assertThat(phone.awaitEvent("Orders_Approved")).hasToString("[\"7\"]");
        }
    }

    @Test
    void aBeanThatSendsIsToldHowManyItReached() {
        try (WireClient desk = server.opening(LATCH, anna).connect()) {
            assertThat(post("reject", "8")).isEqualTo(Delivery.reached(1, 1).toString());
            assertThat(desk.awaitEvent("Orders_Rejected")).hasToString("[\"8\"]");
        }
    }

    @Test
    void aHubContextReachesTheClientsOfItsHub() {
        try (WireClient member = server.opening(CHAT, anna).connect()) {
            post("announce", "9");

            assertThat(member.awaitEvent("Announced")).hasToString("[\"9\"]");
        }
    }

    @Test
    void anOwnHubTakesCallsAndTellsWhoIsOnline() {
        try (WireClient member = server.opening(CHAT, anna).connect()) {
            assertThat(member.awaitEvent("GetOnlineUsers").getJsonArray(0).toString())
                    .contains(quoted(anna));

            member.send("{\"type\":1,\"target\":\"post\",\"arguments\":[{\"room\":\"lobby\",\"text\":\"hello\"}]}");

            assertThat(member.awaitEvent("Posted"))
                    .hasToString("[" + quoted(anna) + ",{\"room\":\"lobby\",\"text\":\"hello\"}]");
        }
    }

    private String post(String what, String order) {
        String query = "?owner=" + anna + "&order=" + order;
        return server.post("/orders/" + what + query).send().body();
    }
}
