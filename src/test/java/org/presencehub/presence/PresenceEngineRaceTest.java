package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.presencehub.DisconnectReason;
import org.presencehub.presence.Audience.Viewer;
import org.presencehub.presence.events.PresenceListener;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.options.ListBudget;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.presence.state.Online;
import org.presencehub.presence.state.Transition;

/** The engine under threads that race: whatever happened, all watchers heard one story, and it is true. */
class PresenceEngineRaceTest {
    private static final PresenceOptions IMPATIENT = PresenceOptions.DEFAULTS
            .withGrace(GracePeriods.DEFAULTS.withGoodbye(Duration.ofMillis(1)).withLost(Duration.ofMillis(2)))
            .withLists(ListBudget.DEFAULTS.withInterval(Duration.ofMillis(5)).withBytesPerSecond(Long.MAX_VALUE));

    private final long started = System.nanoTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Audience audience = new Audience();
    private final OnlineSnapshot snapshot = new OnlineSnapshot();
    private final PresenceEngine engine = new PresenceEngine(
            IMPATIENT,
            () -> System.nanoTime() - started,
            threads,
            timer::schedule,
            new Watchdog(),
            new WatcherFeed(audience));
    private volatile boolean versionsWentBack;

    {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void endThreads() {
        engine.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void connectingAndDisconnectingOneUserRaceTenThousandTimes() throws Exception {
        int rounds = 10_000;
        Viewer carl = arrives("carl");
        Viewer dora = arrives("dora");
        Viewer late = audience.viewer("emma");
        List<Viewer> annas = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            annas.add(audience.viewer("anna " + i));
        }
        CyclicBarrier round = new CyclicBarrier(2);
        Future<?> connecting = threads.submit(() -> {
            for (int i = 0; i < rounds; i++) {
                round.await();
                engine.track(annas.get(i), "anna");
            }
            return null;
        });
        Future<?> disconnecting = threads.submit(() -> {
            for (int i = 0; i < rounds; i++) {
                round.await();
                DisconnectReason reason = i % 10 == 0 ? DisconnectReason.GOODBYE : DisconnectReason.KICKED;
                annas.get(Math.max(0, i - 1)).end(reason);
                if (i % 3 == 0) {
                    annas.get(i).end(reason); // before, while or after it arrives
                }
                if (i == rounds / 2) {
                    engine.track(late, "emma");
                }
            }
            return null;
        });
        connecting.get(60, TimeUnit.SECONDS);
        disconnecting.get(60, TimeUnit.SECONDS);
        annas.forEach(anna -> anna.end(DisconnectReason.KICKED));

        awaitTruth(carl, dora, late);
        assertThat(snapshot.snapshot().users()).containsExactly("carl", "dora", "emma");
        Story.of("carl", carl).replay();
        Story.of("dora", dora).replay();
        Story.of("emma", late).replay();
        List<String> ofCarl =
                carl.transitions().toList().subList(1, (int) carl.transitions().count()); // without +dora
        assertThat(dora.transitions()).containsExactlyElementsOf(ofCarl);
        List<String> sinceEmma = ofCarl.subList(ofCarl.indexOf("+emma") + 1, ofCarl.size());
        assertThat(late.transitions()).containsExactlyElementsOf(sinceEmma);
        assertThat(ofCarl).as("the race has been one").hasSizeGreaterThan(rounds / 10);
        assertThat(snapshot.snapshot().version()).isEqualTo(ofCarl.size() + 2); // +carl, +dora
        assertThat(versionsWentBack).isFalse();
    }

    @Test
    void manyThreadsManyUsersAndOneStory() throws Exception {
        Viewer witness = arrives("witness");
        Map<Viewer, String> users = new ConcurrentHashMap<>();
        List<Future<?>> storms = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int seed = thread;
            storms.add(threads.submit(() -> storm(seed, users)));
        }
        for (Future<?> storm : storms) {
            storm.get(60, TimeUnit.SECONDS);
        }

        awaitTruth(witness);
        Story.of("witness", witness).replay();
        List<String> history = witness.transitions().toList();
        assertThat(snapshot.snapshot().version()).isEqualTo(history.size() + 1);
        assertThat(versionsWentBack).isFalse();
        users.forEach((viewer, user) -> {
            if (!viewer.told().isEmpty()) { // it may have ended before
                Story.of(user, viewer).replay();
                List<String> others = history.stream()
                        .filter(each -> !each.substring(1).equals(user))
                        .toList();
                assertThat(Collections.indexOfSubList(
                                others, viewer.transitions().toList()))
                        .as("a piece of the one story")
                        .isNotNegative();
            }
        });
    }

    /** Comes and goes with users that other threads come and go with too; some stay. */
    private void storm(int seed, Map<Viewer, String> users) {
        Random random = new Random(seed);
        DisconnectReason[] reasons = {DisconnectReason.GOODBYE, DisconnectReason.LOST, DisconnectReason.KICKED};
        List<Viewer> mine = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (mine.size() < 3 || random.nextBoolean()) {
                String user = "user" + random.nextInt(20);
                Viewer viewer = audience.viewer(seed + "/" + i);
                users.put(viewer, user);
                mine.add(viewer);
                engine.track(viewer, user);
            } else {
                Viewer viewer = mine.remove(random.nextInt(mine.size()));
                if (random.nextInt(4) == 0) {
                    engine.untrack(viewer);
                }
                viewer.end(reasons[random.nextInt(reasons.length)]);
            }
        }
        mine.subList(random.nextInt(2), mine.size()).forEach(viewer -> viewer.end(DisconnectReason.LOST));
    }

    /** Until nothing is due, the first to arrive was told of everybody else, and the last lists are the snapshot. */
    private void awaitTruth(Viewer first, Viewer... viewers) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(timer.getQueue()).isEmpty();
            assertThat(first.transitions().count())
                    .isEqualTo(snapshot.snapshot().version() - 1);
            for (Viewer viewer : viewers) {
                assertThat(viewer.told())
                        .last()
                        .isEqualTo(snapshot.snapshot().users().toString());
            }
        });
    }

    private Viewer arrives(String user) {
        Viewer viewer = audience.viewer(user);
        engine.track(viewer, user);
        return viewer;
    }

    /** The snapshot, and somebody who watches that it never goes back. */
    private final class Watchdog implements PresenceListener {
        @Override
        public void changed(List<Transition> transitions, Online online) {
            versionsWentBack |= online.version() <= snapshot.snapshot().version();
            snapshot.changed(transitions, online);
        }

        @Override
        public void settled() {}
    }
}
