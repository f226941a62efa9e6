package org.presencehub.history;

import java.net.http.HttpClient;
import java.util.List;

/** Judges a server by the histories that it tells. Immutable. */
record Trial(PresenceServer server, HttpClient client, HistoryOptions options) {
    /** Lets the lives of this seed be lived; they are always the same, when the server hears of them is not. */
    Verdict run(long seed) {
        List<Life> lives = Life.random(seed, options.users(), options.grace());
        History history = new SeededRun(new Stage(server, client), lives, options.grace()).play();
        return Verdict.of(seed, history);
    }
}
