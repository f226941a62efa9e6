package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.HANDSHAKE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** A hundred users at once: everybody is told of everybody, with few lists. */
@WireTest
@Tag("ours")
@Isolated("it counts lists, which other tests' users would cause too")
final class PresenceStormIT {
    private static final int USERS = 100;

    private final ServerUnderTest server;
    private final String ending = unique("");
    private final List<AutoCloseable> open = new ArrayList<>();

    PresenceStormIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void hangUp() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void aHundredArrivalsAtOnceGiveEachAtMostThreeLists() {
        Watcher watcher = arrive("watcher" + ending);
        Map<String, Watcher> newcomers = storm();

        watcher.awaitListOf(USERS + 1);
        assertThat(watcher.transitions()).hasSize(USERS);
        assertThat(watcher.lists() - 1).as("lists to one who was there").isBetween(1, 3);
        newcomers.forEach((user, newcomer) -> {
            newcomer.awaitListOf(USERS + 1);
            assertThat(newcomer.lists())
                    .as("lists to %s, its own included", user)
                    .isLessThanOrEqualTo(1 + 3);
        });
    }

    @Test
    void allHearTheArrivalsInOneOrder() {
        Watcher watcher = arrive("watcher" + ending);
        Map<String, Watcher> newcomers = storm();

        List<String> all = watcher.awaitListOf(USERS + 1).transitions();
        newcomers.values().forEach(newcomer -> {
            List<String> heard = newcomer.awaitListOf(USERS + 1).transitions();
            assertThat(all).endsWith(heard.toArray(String[]::new));
        });
    }

    @Test
    void aHundredGoodbyesAtOnceGiveFewListsToo() {
        Watcher watcher = arrive("watcher" + ending);
        Map<String, Watcher> newcomers = storm();
        watcher.awaitListOf(USERS + 1);
        int before = watcher.lists();

        newcomers.values().forEach(newcomer -> newcomer.client().send(WireClient.CLOSE));
        watcher.awaitTransitions(2 * USERS).awaitList();

        assertThat(watcher.told()).containsExactly("watcher" + ending);
        assertThat(watcher.lists() - before).isLessThanOrEqualTo(4);
    }

    /** Opens all sockets first, so that the handshakes, which are the arrivals, fall within few milliseconds. */
    private Map<String, Watcher> storm() {
        Map<String, WireClient> clients = new LinkedHashMap<>();
        for (int i = 0; i < USERS; i++) {
            String user = "user" + i + ending;
            clients.put(user, server.opening(PRESENCE, user).open());
        }
        open.addAll(clients.values());
        clients.values().forEach(client -> client.send(HANDSHAKE));
        Map<String, Watcher> newcomers = new HashMap<>();
        clients.forEach((user, client) -> newcomers.put(user, Watcher.arrived(client.expect("{}"), user, ending)));
        return newcomers;
    }

    private Watcher arrive(String user) {
        Watcher watcher = Watcher.arrive(server, user, ending);
        open.add(watcher);
        return watcher;
    }
}
