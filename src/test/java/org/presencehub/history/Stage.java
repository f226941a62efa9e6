package org.presencehub.history;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.presencehub.testing.Records;

/** Where the users of one run meet: a server, on which they have ids of their own. Thread-safe. */
final class Stage {
    private final URI hub;
    private final Tokens tokens;
    private final HttpClient client;
    private final String ending = Records.unique("");
    private final Hearing hearing = new Hearing(ending);
    private final Departures departures = new Departures();
    private final ConcurrentLinkedQueue<Tab> tabs = new ConcurrentLinkedQueue<>();

    Stage(PresenceServer server, HttpClient client) {
        hub = URI.create(server.hub().toString().replaceFirst("http", "ws"));
        tokens = server.tokens();
        this.client = client;
    }

    /** Makes the user's token beforehand, because it takes its time. */
    void expect(String user) {
        tokens.of(user + ending);
    }

    /** Opens a connection from which the others learn who is gone. */
    CompletableFuture<Tab> openWitness(String user) {
        return open(user, 1, departures::hear);
    }

    CompletableFuture<Tab> open(String user, int number) {
        return open(user, number, any -> {});
    }

    private CompletableFuture<Tab> open(String user, int number, Consumer<Told> reader) {
        var socket = client.newWebSocketBuilder().header("Authorization", "Bearer " + tokens.of(user + ending));
        return Tab.open(hub, socket, new Notebook(user + "/" + number, user, reader), hearing)
                .whenComplete((tab, failure) -> {
                    if (failure == null) {
                        tabs.add(tab);
                    }
                });
    }

    Departures departures() {
        return departures;
    }

    /** All connections that there ever were. */
    List<Notebook> notebooks() {
        return tabs.stream().map(Tab::notebook).toList();
    }

    void clear() {
        tabs.forEach(tab -> tab.end(Ending.STOP));
    }
}
