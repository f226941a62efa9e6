package org.presencehub.history;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** All lives of one seed, lived at once on a server, before witnesses who stay. Confined to the thread of its test. */
final class SeededRun {
    private static final List<String> WITNESSES = List.of("w1", "w2", "w3");
    private static final int LONGEST_LIFE = 60;
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stage stage;
    private final List<LivingUser> users;

    SeededRun(Stage stage, List<Life> lives, Grace grace) {
        this.stage = stage;
        users = lives.stream().map(life -> new LivingUser(life, grace, stage)).toList();
    }

    /** Lives the lives, waits until everybody was told everything, and hangs up. */
    History play() {
        try {
            Stream.concat(WITNESSES.stream(), users.stream().map(LivingUser::name))
                    .forEach(stage::expect);
            stage.openWitness(WITNESSES.get(0)).join();
            WITNESSES.stream().skip(1).forEach(witness -> stage.open(witness, 1).join());
            live();
            settle();
            return history();
        } finally {
            stage.clear();
        }
    }

    private void live() {
        CompletableFuture.allOf(users.stream().map(LivingUser::live).toArray(CompletableFuture<?>[]::new))
                .orTimeout(LONGEST_LIFE, TimeUnit.SECONDS)
                .join();
    }

    /** Until all grace periods are over and all who stay heard the truth; one who never hears it breaks a rule. */
    private void settle() {
        long end = users.stream()
                .mapToLong(user -> user.ledger().onlineUntil())
                .max()
                .orElseThrow();
        Set<String> online = History.online(fates());
        try {
            await().atMost(Duration.ofNanos(Math.max(0, end - System.nanoTime()))
                            .plus(PATIENCE))
                    .until(() -> System.nanoTime() > end
                            && stage.notebooks().stream().allMatch(each -> each.isSettled(online, SILENCE)));
        } catch (ConditionTimeoutException unsettled) {
            // The rules say what is wrong, and more clearly.
        }
    }

    private History history() {
        List<Story> stories = stage.notebooks().stream().map(Notebook::story).toList();
        return new History(stories.get(0), stories.subList(1, stories.size()), fates());
    }

    private Map<String, Fate> fates() {
        Map<String, Fate> fates = new HashMap<>();
        WITNESSES.forEach(witness -> fates.put(witness, new Fate(1, 1, true)));
        users.forEach(user -> fates.put(user.name(), user.ledger().fate()));
        return fates;
    }
}
