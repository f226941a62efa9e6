package org.presencehub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.presencehub.testing.Records.quoted;
import static org.presencehub.testing.Records.unique;
import static org.presencehub.testing.ServerUnderTest.LATCH;
import static org.presencehub.testing.ServerUnderTest.PRESENCE;
import static org.presencehub.testing.WireClient.CLOSE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.presencehub.testing.ServerLog;
import org.presencehub.testing.ServerUnderTest;
import org.presencehub.testing.WireClient;
import org.presencehub.testing.WireTest;

/** Beans that observe users, in the server: {@code Gazette} must be deployed with the WAR. */
@WireTest
@Tag("ours")
final class UserEventsIT {
    /** More than {@code presencehub.observer-threads}. */
    private static final int MANY = 12;

    private final ServerUnderTest server;
    private final String ending = unique("");
    private final List<WireClient> open = new ArrayList<>();

    UserEventsIT(ServerUnderTest server) {
        this.server = server;
    }

    @AfterEach
    void hangUp() {
        open.forEach(WireClient::close);
    }

    @Test
    void beansAreToldInOrderWhoCameAndWhyTheyWent() {
        String anna = "anna" + ending;
        connect(PRESENCE, anna).send(CLOSE).socket().closeCode();

        assertNoted(
                "+" + anna + " is online on presencehub-observers-",
                "later +" + anna + " on presencehub-observers-",
                "-" + anna + " goodbye is not on presencehub-observers-",
                "later -" + anna + " on presencehub-observers-");
    }

    @Test
    void observersThatThrowGetTheNextEventAndAreLogged() {
        String user = "throwing" + ending;
        connect(PRESENCE, user).send(CLOSE).socket().closeCode();

        assertNoted("+" + user, "later +" + user, "-" + user, "later -" + user);
        server.log()
                .ifPresent(log -> await().untilAsserted(
                                () -> assertThat(failures(log, user)).hasSize(4)));
    }

    /** Each once: the server may log to its console and to a file. */
    private static Stream<String> failures(ServerLog log, String user) {
        return log.lines()
                .filter(line -> line.contains(user) && line.contains("An observer failed on User"))
                .map(line -> line.substring(line.indexOf("An observer")))
                .distinct();
    }

    @Test
    void observersThatBlockDelayNeitherPresenceNorHubMethodsNorMessages() {
        Watcher watcher = Watcher.arrive(server, "watcher" + ending, ending);
        for (int i = 0; i < MANY; i++) {
            connect(PRESENCE, "blocking" + i + ending);
            watcher.awaitTransition("+blocking" + i + ending);
        }
        open.get(0).send(CLOSE).socket().closeCode();
        watcher.awaitTransition("-blocking0" + ending).awaitList();
        assertThat(watcher.told()).hasSize(MANY);
        watcher.close();

        try (WireClient receiver = connect(LATCH, "receiver" + ending);
                WireClient sender = connect(LATCH, "sender" + ending);
                WireClient caller = connect("/test", "caller" + ending)) {
            assertThat(caller.invoke("Echo", "\"now\"").getString("result")).isEqualTo("now");
            sender.invoke("UnicastAsync", quoted("receiver" + ending), "\"Orders_Approved\"");
            receiver.awaitEvent("Orders_Approved");
        }
        assertThat(noted()).as("they still block").noneMatch(note -> note.startsWith("later +blocking"));

        server.post("/desk/release").send();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> noted().stream()
                                .filter(note -> note.startsWith("later"))
                                .count()
                        >= MANY + 3); // the watcher came and went, and the first of those who blocked went
    }

    private void assertNoted(String... beginnings) {
        await().atMost(Duration.ofSeconds(20)).until(() -> noted().size() == beginnings.length);
        List<String> notes = noted();
        for (int i = 0; i < beginnings.length; i++) {
            assertThat(notes.get(i)).startsWith(beginnings[i]);
        }
    }

    private List<String> noted() {
        String notes = server.post("/desk/gazette?user=" + ending).send().body();
        return Stream.of(notes.split("\n")).filter(note -> !note.isEmpty()).toList();
    }

    private WireClient connect(String hub, String user) {
        WireClient client = server.opening(hub, user).connect();
        open.add(client);
        return client;
    }
}
