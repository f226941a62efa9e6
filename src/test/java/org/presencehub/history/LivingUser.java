package org.presencehub.history;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.allOf;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.delayedExecutor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.presencehub.history.Step.AwaitGone;
import org.presencehub.history.Step.End;
import org.presencehub.history.Step.Open;

/** A user who lives a life, step by step, and keeps a ledger of it. Confined to the future that {@link #live} returns. */
final class LivingUser {
    private static final int PATIENCE = 20;

    private final Life life;
    private final Grace grace;
    private final Stage stage;
    private final Ledger ledger = new Ledger();
    private final Map<Integer, Tab> tabs = new ConcurrentHashMap<>();

    LivingUser(Life life, Grace grace, Stage stage) {
        this.life = life;
        this.grace = grace;
        this.stage = stage;
    }

    String name() {
        return life.user();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Completes when the last step was taken. */
    CompletableFuture<Void> live() {
        CompletableFuture<Void> past = completedFuture(null);
        for (Step step : life.steps()) {
            var afterPause = delayedExecutor(step.pause().toMillis(), TimeUnit.MILLISECONDS);
            past = past.thenComposeAsync(any -> take(step), afterPause);
        }
        return past;
    }

    private CompletableFuture<Void> take(Step step) {
        if (step instanceof Open open) {
            return open(open.tabs());
        }
        if (step instanceof End end) {
            return end(end);
        }
        return awaitGone(((AwaitGone) step).times());
    }

    private CompletableFuture<Void> open(List<Integer> numbers) {
        return allOf(numbers.stream().map(this::open).toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> ledger.opened(numbers.size(), System.nanoTime()));
    }

    private CompletableFuture<Void> open(int number) {
        return stage.open(name(), number).thenAccept(tab -> tabs.put(number, tab));
    }

    private CompletableFuture<Void> end(End end) {
        ledger.ending(end.tabs().size(), System.nanoTime(), grace.after(end.how()));
        end.tabs().forEach(number -> requireNonNull(tabs.remove(number)).end(end.how()));
        return completedFuture(null);
    }

    /** If it is not told in time, life goes on, and the ledger will show it. */
    private CompletableFuture<Void> awaitGone(int times) {
        return stage.departures()
                .times(name(), times)
                .completeOnTimeout(null, PATIENCE, TimeUnit.SECONDS)
                .thenRun(() -> ledger.gone(System.nanoTime()));
    }
}
