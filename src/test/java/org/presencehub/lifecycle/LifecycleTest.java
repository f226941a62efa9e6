package org.presencehub.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.Test;
import org.presencehub.Drain.Phase;
import org.presencehub.Drain.Progress;
import org.presencehub.stereotype.Startable;
import org.presencehub.testing.ContainerThreads;
import org.presencehub.work.ThreadPools;

/** The order in which an application ends. */
@EnableWeld
class LifecycleTest {
    private static final Duration DEPARTURE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);

    @WeldSetup
    WeldInitiator weld =
            ContainerThreads.bindTo(WeldInitiator.from(ThreadPools.class)).build();

    private final List<String> story = new CopyOnWriteArrayList<>();
    private final Executor driver = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });

    private final class Clockwork implements Startable {
        @Override
        public void start() {
            story.add("start");
        }

        @Override
        public void stop() {
            story.add("clocks stop");
        }
    }

    private Lifecycle lifecycle(Crowd crowd, Duration timeout) {
        return lifecycle(crowd, timeout, driver);
    }

    private Lifecycle lifecycle(Crowd crowd, Duration timeout, Executor drivers) {
        ThreadPools pools = weld.select(ThreadPools.class).get();
        Executor departures = pools.pool("departures", 1);
        Drainable departing = new Drainable() {
            @Override
            public int sendAway(int atMost, Spared spared) {
                departures.execute(this::depart);
                return 0;
            }

            private void depart() {
                await().pollDelay(DEPARTURE).until(() -> true);
                story.add("departed");
            }
        };
        Lifecycle lifecycle = new Lifecycle(
                DrainOptions.DEFAULTS.withTimeout(timeout).withWaveSize(2).withWaveInterval(Duration.ofMillis(20)),
                List.of(departing, crowd),
                List.of(new Clockwork()),
                pools,
                drivers);
        lifecycle.start();
        return lifecycle;
    }

    @Test
    void theEndHasAnOrder() {
        Lifecycle lifecycle = lifecycle(new Crowd(story, 2), LONG);

        lifecycle.stop();

        assertThat(story)
                .containsExactly("start", "refuse for the end", "send away 2", "departed", "stop", "clocks stop");
        assertThat(lifecycle.progress()).isEqualTo(new Progress(Phase.STOPPED, 0));
    }

    @Test
    void aDrainIsBegunOnceAndTellsItsEnd() {
        Lifecycle lifecycle = lifecycle(new Crowd(story, 3), LONG);
        assertThat(lifecycle.progress()).isEqualTo(new Progress(Phase.RUNNING, 3));

        CompletionStage<Progress> first = lifecycle.begin();
        lifecycle.begin();

        assertThat(first.toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join())
                .isEqualTo(new Progress(Phase.DRAINED, 0));
        assertThat(story).containsOnlyOnce("refuse").doesNotContain("stop");
    }

    @Test
    void aDrainCanBeTakenBackAndBegunAgain() {
        Crowd crowd = new Crowd(story, 3).lingering();
        Lifecycle lifecycle = lifecycle(crowd, LONG);
        CompletionStage<Progress> begun = lifecycle.begin();
        await().until(() -> lifecycle.progress().phase() == Phase.DRAINING && crowd.waiting() == 0);

        assertThat(lifecycle.takeBack()).isTrue();

        assertThat(story).containsOnlyOnce("admit").doesNotContain("cut off");
        assertThat(begun.toCompletableFuture()).succeedsWithin(SOON).isEqualTo(new Progress(Phase.RUNNING, 3));
        lifecycle.begin();
        assertThat(story).filteredOn("refuse"::equals).hasSize(2);
    }

    @Test
    void theEndCannotBeTakenBackAndBringsADrainToItsEnd() {
        Crowd crowd = new Crowd(story, 3).lingering();
        Lifecycle lifecycle = lifecycle(crowd, Duration.ofMillis(400));
        CompletionStage<Progress> begun = lifecycle.begin();

        lifecycle.empty();

        assertThat(lifecycle.takeBack()).isFalse();
        assertThat(story).contains("refuse for the end").endsWith("cut off");
        assertThat(begun.toCompletableFuture()).succeedsWithin(SOON).isEqualTo(new Progress(Phase.DRAINED, 0));
    }

    @Test
    void whoeverHearsThatADrainIsOverMayWaitForTheEnd() throws Exception {
        Executor one = weld.select(ThreadPools.class).get().pool("drain", 1);
        Lifecycle lifecycle = lifecycle(new Crowd(story, 1), LONG, one);
        CountDownLatch asked = new CountDownLatch(1);
        one.execute(() -> waitFor(asked));
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletionStage<Void> waiting = lifecycle.begin().thenAccept(progress -> {
            told.countDown();
            waitFor(over); // as System.exit does
        });
        asked.countDown();
        told.await();

        assertThat(CompletableFuture.runAsync(lifecycle::empty)).succeedsWithin(Duration.ofSeconds(30));

        assertThat(story).contains("refuse for the end");
        over.countDown();
        assertThat(waiting.toCompletableFuture()).succeedsWithin(SOON);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void allWhoWaitForTheEndWaitNoLongerThanTheFirst() {
        Lifecycle lifecycle = lifecycle(new Crowd(story, 1), Duration.ofMillis(500), task -> {});

        lifecycle.empty();

        assertThat(CompletableFuture.runAsync(lifecycle::empty)).succeedsWithin(Duration.ofSeconds(2));
    }

    @Test
    void whoWaitsForADrainThatTheEndOvertakesHearsOfTheEnd() {
        Lifecycle lifecycle = lifecycle(new Crowd(story, 1), Duration.ofMillis(100), task -> {});
        CompletionStage<Progress> begun = lifecycle.begin();

        lifecycle.stop();

        assertThat(begun.toCompletableFuture()).succeedsWithin(SOON).isEqualTo(new Progress(Phase.STOPPED, 1));
        assertThat(lifecycle.begin().toCompletableFuture())
                .as("begun behind the end")
                .succeedsWithin(SOON)
                .isEqualTo(new Progress(Phase.STOPPED, 1));
    }

    @Test
    void whoCannotBeEmptiedStopsAllTheSame() {
        Lifecycle lifecycle = lifecycle(new Crowd(story, 0), LONG, task -> {
            throw new IllegalStateException("has no thread on purpose");
        });

        lifecycle.stop();

        assertThat(story).containsSequence("stop", "clocks stop");
    }

    @Test
    void whatFailsToStopDoesNotKeepTheRestFromIt() {
        Drainable failing = new Drainable() {
            @Override
            public void stop() {
                throw new IllegalStateException("stops badly on purpose");
            }
        };
        Lifecycle lifecycle = new Lifecycle(
                DrainOptions.DEFAULTS,
                List.of(failing, new Crowd(story, 0)),
                List.of(new Clockwork()),
                weld.select(ThreadPools.class).get(),
                driver);
        lifecycle.start();

        lifecycle.stop();

        assertThat(story).containsSequence("stop", "clocks stop");
    }
}
