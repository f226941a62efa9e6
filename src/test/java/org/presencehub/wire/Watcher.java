package org.presencehub.wire;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.presencehub.testing.Deadline;
import org.presencehub.testing.Records;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;

/**
 * A client of PresenceHub that keeps what it is told about the users of its own test, those whose ids have one ending, and knows
 * nothing of others. Confined to the thread of its test.
 */
final class Watcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final WireClient client;
    private final String ending;
    private final List<String> transitions = new ArrayList<>();
    private Set<String> told = new TreeSet<>();
    private int lists;

    private Watcher(WireClient client, String ending) {
        this.client = client;
        this.ending = ending;
    }

    /** Connects and reads the first record, which must be the own list with the user in it. */
    static Watcher arrive(ServerUnderTest server, String user, String ending) {
        return arrived(server.opening(PRESENCE, user).connect(), user, ending);
    }

    /** Takes over a client that just shook hands. */
    static Watcher arrived(WireClient client, String user, String ending) {
        Watcher watcher = new Watcher(client, ending);
        JsonObject first = Records.parse(watcher.client.next());
        assertThat(first.getString("target")).isEqualTo("GetOnlineUsers");
        watcher.told = watcher.own(first.getJsonArray("arguments").getJsonArray(0));
        watcher.lists = 1;
        assertThat(watcher.told).as("the own list").contains(user);
        return watcher;
    }

    WireClient client() {
        return client;
    }

    /** "+anna" and "-anna" for each transition told so far, in order. */
    List<String> transitions() {
        return transitions;
    }

    /** Who is online, as far as told. */
    Set<String> told() {
        return told;
    }

    /** How many lists came so far. */
    int lists() {
        return lists;
    }

    /** Reads on until told of this transition. */
    Watcher awaitTransition(String transition) {
        Deadline deadline = new Deadline(PATIENCE);
        while (!transitions.contains(transition)) {
            deadline.check();
            readOne();
        }
        return this;
    }

    /** Reads on until told of so many transitions of this test's users. */
    Watcher awaitTransitions(int count) {
        Deadline deadline = new Deadline(PATIENCE);
        while (transitions.size() < count) {
            deadline.check();
            readOne();
        }
        return this;
    }

    /** Reads on until the next list. */
    Watcher awaitList() {
        Deadline deadline = new Deadline(PATIENCE);
        for (int before = lists; lists == before; ) {
            deadline.check();
            readOne();
        }
        return this;
    }

    /** Reads on until a list of so many of this test's users. */
    Watcher awaitListOf(int users) {
        Deadline deadline = new Deadline(PATIENCE);
        do {
            deadline.check();
            awaitList();
        } while (told.size() < users);
        return this;
    }

    private void readOne() {
        JsonObject record = Records.parse(client.next());
        assertThat(record.getInt("type")).as("%s", record).isEqualTo(1);
        JsonArray arguments = record.getJsonArray("arguments");
        assertThat(arguments).hasSize(1);
        switch (record.getString("target")) {
            case "UserIsOnline" -> changed("+", arguments.getString(0));
            case "UserIsOffline" -> changed("-", arguments.getString(0));
            case "GetOnlineUsers" -> listed(own(arguments.getJsonArray(0)));
            default -> throw new AssertionError(record);
        }
    }

    private void changed(String how, String user) {
        if (user.endsWith(ending)) {
            boolean news = how.equals("+") ? told.add(user) : told.remove(user);
            assertThat(news).as("%s%s after %s", how, user, transitions).isTrue();
            transitions.add(how + user);
        }
    }

    /** Transitions come once and in order, and no list runs ahead of them: so a list shows just what was told. */
    private void listed(Set<String> users) {
        lists++;
        assertThat(users).as("after %s", transitions).isEqualTo(told);
    }

    private Set<String> own(JsonArray users) {
        List<String> all = users.getValuesAs(JsonString.class).stream()
                .map(JsonString::getString)
                .toList();
        assertThat(all).doesNotHaveDuplicates();
        return all.stream().filter(user -> user.endsWith(ending)).collect(toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        client.close();
    }
}
