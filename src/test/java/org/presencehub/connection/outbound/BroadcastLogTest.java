package org.presencehub.connection.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Race;
import org.presencehub.connection.memory.MemoryBudget;
import org.presencehub.connection.options.SendLimits;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.FakeNetwork.Frame;
import org.presencehub.testing.FakeNetwork.Mood;
import org.presencehub.testing.HandCrankedExecutor;
import org.presencehub.testing.HandCrankedExecutor.Refusal;
import org.presencehub.testing.InMemoryTransport;

/** Connections that follow one log, each over a network of its own. */
class BroadcastLogTest {
    private final BroadcastLog log = new BroadcastLog(Runnable::run, new MemoryBudget(Long.MAX_VALUE, Runnable::run));

    /** A connection, and what its client received. */
    private static final class Follower {
        final FakeNetwork network = new FakeNetwork();
        final Outbound outbound;

        Follower(int maxBacklog) {
            outbound = new Outbound(
                    SendLimits.DEFAULTS.withMaxBacklog(maxBacklog),
                    new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                    System::nanoTime,
                    new Outbound.Listener() {
                        @Override
                        public void broken(Transport carrier, Throwable cause) {}

                        @Override
                        public void sent(int bytes) {}

                        @Override
                        public void finished() {
                            outbound.close();
                        }
                    });
            outbound.attach(new InMemoryTransport(network));
        }

        Follower following(BroadcastLog followed) {
            outbound.follow(followed, "text");
            return this;
        }

        String content() {
            return network.content();
        }
    }

    /** Hears nothing. */
    private static final class Heard implements Outbound.Listener {
        @Override
        public void broken(Transport carrier, Throwable cause) {}

        @Override
        public void sent(int bytes) {}

        @Override
        public void finished() {}
    }

    /** Does something at each write, which then never ends. */
    private record Carrier(Runnable atWrite) implements Transport {
        @Override
        public HubTransport kind() {
            return HubTransport.WEB_SOCKETS;
        }

        @Override
        public void write(Batch batch, WriteOutcome outcome) {
            atWrite.run();
        }

        @Override
        public void close(DisconnectReason reason) {}
    }

    /** One letter or more, in whatever format: {@code text:a;}. */
    private record Letters(String letters, AtomicInteger made) implements BroadcastLog.Entry {
        Letters(String letters) {
            this(letters, new AtomicInteger());
        }

        @Override
        public Batch in(String format) {
            made.incrementAndGet();
            return text(format.equals("text") ? letters + ";" : format + ":" + letters + ";");
        }

        @Override
        public int size() {
            return letters.length() + 1;
        }
    }

    @Test
    void everyFollowerGetsWhatIsBroadcastFromThenOn() {
        Follower early = follower();
        log.broadcast(new Letters("a"));
        Follower late = follower();
        log.broadcast(new Letters("b"));

        assertThat(early.content()).isEqualTo("a;b;");
        assertThat(late.content()).isEqualTo("b;");
    }

    @Test
    void whatIsAppendedIsForThoseWhoWatchAndWaitsUntilItIsPublished() {
        Follower watcher = follower();
        Follower other = follower();
        watcher.outbound.watch(text("list;"));
        log.append(new Letters("a"));
        log.append(new Letters("b"));
        assertThat(watcher.content()).isEqualTo("list;");

        log.publish();

        assertThat(watcher.content()).isEqualTo("list;a;b;");
        assertThat(watcher.network.received()).hasSize(2); // in one frame
        assertThat(other.content()).isEmpty();
    }

    @Test
    void aBroadcastPublishesWhatWasAppendedBeforeIt() {
        Follower watcher = follower();
        watcher.outbound.watch(text("list;"));
        log.append(new Letters("a"));
        log.broadcast(new Letters("b"));
        log.append(new Letters("c"));

        assertThat(watcher.content()).isEqualTo("list;a;b;");
    }

    @Test
    void whoBeginsToWatchGetsOnlyWhatIsAppendedFromThenOn() {
        Follower first = follower();
        first.outbound.watch(text("list;"));
        log.append(new Letters("a"));
        Follower second = follower();
        second.outbound.watch(text("list+a;"));
        log.append(new Letters("b"));
        second.outbound.send(text("own;"));
        log.broadcast(new Letters("c"));

        assertThat(first.content()).isEqualTo("list;a;b;c;");
        assertThat(second.content()).isEqualTo("list+a;own;b;c;");
    }

    @Test
    void beginningToWatchTwiceSendsAndChangesNothingElse() {
        Follower watcher = follower();
        watcher.outbound.watch(text("list;"));
        log.append(new Letters("a"));
        watcher.outbound.watch(text("again;"));
        log.publish();
        watcher.outbound.unwatch();
        watcher.outbound.unwatch();
        Follower other = follower();
        other.outbound.watch(text("list;"));
        log.append(new Letters("b"));
        log.publish();

        assertThat(watcher.content()).isEqualTo("list;again;a;");
        assertThat(other.content()).isEqualTo("list;b;");
    }

    @Test
    void nothingIsAppendedWhileNobodyWatches() {
        Follower watcher = follower();
        watcher.outbound.watch(text("list;"));
        watcher.outbound.close();
        Letters unheard = new Letters("a");
        log.append(unheard);
        Follower other = follower();
        log.publish();

        assertThat(log.published().number).isZero();
        assertThat(other.content()).isEmpty();
        assertThat(unheard.made).hasValue(0);
    }

    @Test
    void ownEntriesKeepTheirPlaceAmongTheLogsEntries() {
        Follower follower = follower();
        follower.network.turn(Mood.STALLED);
        follower.outbound.send(text("1;"));
        log.broadcast(new Letters("a"));
        follower.outbound.send(text("2;"));
        log.broadcast(new Letters("b"));
        log.broadcast(new Letters("c"));
        follower.outbound.send(text("3;"));
        follower.outbound.send(text("4;"));
        follower.network.turn(Mood.PROMPT);

        assertThat(follower.content()).isEqualTo("1;a;2;b;c;3;4;");
    }

    @Test
    void nothingComesBehindTheLastWords() {
        Follower follower = follower();
        follower.network.turn(Mood.STALLED);
        log.broadcast(new Letters("a"));
        log.broadcast(new Letters("b"));
        follower.outbound.finish(text("bye;"));
        log.broadcast(new Letters("c"));
        follower.network.turn(Mood.PROMPT);
        log.broadcast(new Letters("d"));

        assertThat(follower.content()).isEqualTo("a;b;bye;");
    }

    @Test
    void oneSliceIsMadeForAllWhoStandAtOnePosition() {
        Follower pair = follower();
        Follower pairToo = follower();
        List<Follower> stalled = List.of(pair, pairToo);
        stalled.forEach(each -> each.network.turn(Mood.STALLED));
        Letters first = new Letters("a");
        log.broadcast(first);
        Letters second = new Letters("b");
        Letters third = new Letters("c");
        log.broadcast(second);
        log.broadcast(third);
        stalled.forEach(each -> each.network.turn(Mood.PROMPT));

        stalled.forEach(
                each -> assertThat(each.network.received()).containsExactly(Frame.text("a;"), Frame.text("b;c;")));
        assertThat(List.of(first.made.get(), second.made.get(), third.made.get()))
                .containsOnly(1);
    }

    @Test
    void eachFormatHasSlicesOfItsOwn() {
        Follower text = follower();
        Follower other = new Follower(1000);
        other.outbound.follow(log, "other");
        log.broadcast(new Letters("a"));

        assertThat(text.content()).isEqualTo("a;");
        assertThat(other.content()).isEqualTo("other:a;");
    }

    @Test
    void aFrameHasAtMost64KiBUnlessOneEntryIsLarger() {
        Follower follower = new Follower(Integer.MAX_VALUE).following(log);
        follower.network.turn(Mood.STALLED);
        IntStream.of(1, 20_000, 12_764, 1, 40_000, 1).forEach(size -> log.broadcast(new Letters("x".repeat(size))));
        follower.network.turn(Mood.PROMPT);

        assertThat(follower.network.received().stream()
                        .map(frame -> frame.content().length()))
                .containsExactly(2, 20_001 + 12_765, 2, 40_001, 2);
    }

    @Test
    void whoFallsBehindIsCountedAndSentEverything() {
        Follower slow = new Follower(100).following(log);
        Follower quick = new Follower(100).following(log);
        slow.network.turn(Mood.STALLED);
        log.broadcast(new Letters("under way"));
        for (int each = 0; each < 9; each++) {
            log.broadcast(new Letters("123456789"));
        }
        assertThat(slow.outbound.queuedBytes()).isEqualTo(100);
        assertThat(log.behind()).isZero();

        log.broadcast(new Letters("x"));

        assertThat(log.behind()).isEqualTo(1);
        assertThat(slow.outbound.isBehind()).isTrue();
        assertThat(quick.content()).endsWith("123456789;x;");
        slow.network.turn(Mood.PROMPT);
        assertThat(slow.content()).isEqualTo(quick.content());
        assertThat(log.behind()).isZero();
    }

    @Test
    void whoEndsIsNotCountedAsBehind() {
        Follower slow = new Follower(10).following(log);
        slow.network.turn(Mood.STALLED);
        log.broadcast(new Letters("under way"));
        log.broadcast(new Letters("0123456789"));
        assertThat(log.behind()).isEqualTo(1);

        slow.outbound.close();

        assertThat(log.behind()).isZero();
    }

    @Test
    void whatTheSlowestHasNotReadCountsInTheBudgetUntilItHasReadIt() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        BroadcastLog counted = new BroadcastLog(Runnable::run, memory);
        Follower slow = new Follower(1_000_000).following(counted);
        Follower quick = new Follower(1_000_000).following(counted);
        slow.network.turn(Mood.STALLED);
        counted.broadcast(new Letters("under way"));
        for (int each = 0; each < 10; each++) {
            counted.broadcast(new Letters("x".repeat(10_000)));
        }
        memory.tick();

        assertThat(memory.held()).isBetween(200_000L, 205_000L);
        assertThat(slow.outbound.heldBytes()).isGreaterThan(200_000L);
        assertThat(quick.outbound.heldBytes()).isZero();

        slow.network.turn(Mood.PROMPT);
        memory.tick();
        assertThat(memory.held()).isZero();
        assertThat(slow.outbound.heldBytes()).isZero();
    }

    /** What was made for a laggard is where it was, and all that follows with it. */
    @Test
    void whatEverybodyHasReadIsKeptByNobodyWhoCounts() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        BroadcastLog counted = new BroadcastLog(Runnable::run, memory);
        Follower slow = new Follower(1_000_000).following(counted);
        slow.network.turn(Mood.STALLED);
        counted.broadcast(new Letters("under way"));
        List<WeakReference<Letters>> sent = IntStream.range(0, 20)
                .mapToObj(any -> new Letters("x".repeat(10_000)))
                .peek(counted::broadcast)
                .map(WeakReference::new)
                .toList();

        slow.network.turn(Mood.PROMPT);
        memory.tick();

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(sent.subList(0, 19)).allMatch(letters -> letters.get() == null);
        });
    }

    /** Or else those who listen to a burst would be closed before who really holds something. */
    @Test
    void ofWhatManyHaveNotReadEachHasAShare() {
        MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Runnable::run);
        BroadcastLog counted = new BroadcastLog(Runnable::run, memory);
        List<Follower> slow = Stream.generate(() -> new Follower(1_000_000).following(counted))
                .limit(10)
                .toList();
        slow.forEach(each -> each.network.turn(Mood.STALLED));
        counted.broadcast(new Letters("under way"));
        for (int each = 0; each < 10; each++) {
            counted.broadcast(new Letters("x".repeat(10_000)));
        }
        Follower late = new Follower(1_000_000).following(counted);
        late.network.turn(Mood.STALLED);
        counted.broadcast(new Letters("under way"));
        counted.broadcast(new Letters("x".repeat(10_000)));
        memory.tick();

        assertThat(memory.held()).isBetween(220_000L, 227_000L);
        assertThat(slow)
                .allSatisfy(each -> assertThat(each.outbound.heldBytes())
                        .as("a tenth of the first, an eleventh of the second part")
                        .isBetween(21_000L, 24_000L));
        assertThat(late.outbound.heldBytes()).isBetween(1_800L, 3_000L);
    }

    @Test
    void aBurstIsCountedBeforeAnybodyLooks() {
        MemoryBudget memory = new MemoryBudget(100_000, Runnable::run);
        BroadcastLog counted = new BroadcastLog(Runnable::run, memory);
        counted.broadcast(new Letters("x".repeat(60_000)));
        assertThat(memory.isExceeded()).isTrue();

        memory.relieve();

        assertThat(memory.isExceeded()).as("nobody has anything to read").isFalse();
    }

    @Test
    void whatNobodyHasBeenSentYetDoesNotCount() {
        List<Runnable> passes = new ArrayList<>();
        BroadcastLog later = new BroadcastLog(passes::add, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        Follower follower = new Follower(100).following(later);
        later.broadcast(new Letters("x".repeat(199)));
        follower.outbound.send(text("1;"));
        passes.forEach(Runnable::run);

        assertThat(follower.content()).isEqualTo("x".repeat(199) + ";1;");
        assertThat(later.behind()).isZero();
    }

    @Test
    void whatIsPublishedInTheMiddleOfAPassMakesAnotherBehindThoseOfOthers() {
        List<String> passes = new ArrayList<>();
        BroadcastLog busy = new BroadcastLog(
                task -> {
                    passes.add("pass");
                    if (passes.size() == 1) {
                        task.run();
                    }
                },
                new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        AtomicInteger answers = new AtomicInteger();
        Outbound answering = new Outbound(
                SendLimits.DEFAULTS.withMaxBacklog(1000),
                new MemoryBudget(Long.MAX_VALUE, Runnable::run),
                System::nanoTime,
                new Heard());
        answering.attach(new Carrier(() -> {
            if (answers.incrementAndGet() == 1) {
                busy.broadcast(new Letters("b"));
            }
        }));
        answering.follow(busy, "text");
        busy.broadcast(new Letters("a"));

        assertThat(passes).hasSize(2);
    }

    @Test
    void whoWatchesAnewIsNotToldWhatItMissed() {
        Follower watcher = new Follower(Integer.MAX_VALUE).following(log);
        Follower other = follower();
        other.outbound.watch(text("list;"));
        watcher.network.turn(Mood.STALLED);
        watcher.outbound.send(text("1;"));
        String large = "x".repeat(Batch.FRAME_SIZE); // a frame of its own
        watcher.outbound.watch(text(large));
        watcher.outbound.unwatch();
        log.append(new Letters("a"));
        log.publish();
        watcher.outbound.watch(text("list+a;"));
        log.append(new Letters("b"));
        log.publish();
        watcher.network.turn(Mood.PROMPT);

        assertThat(watcher.content()).isEqualTo("1;" + large + "list+a;b;");
    }

    @Test
    void whoDoesNotWatchIsNotBehindForWhatOthersWatch() {
        follower().outbound.watch(text("list;"));
        Follower other = new Follower(100).following(log);
        other.network.turn(Mood.STALLED);
        other.outbound.send(text("1;"));

        log.append(new Letters("x".repeat(200)));
        log.publish();
        other.outbound.send(text("2;"));
        assertThat(log.behind()).isZero();
        other.network.turn(Mood.PROMPT);

        assertThat(other.content()).isEqualTo("1;2;");
    }

    @Test
    void whatWaitsInTheLogCountsForEntriesOfItsOwn() {
        Follower slow = new Follower(100).following(log);
        slow.network.turn(Mood.STALLED);
        log.broadcast(new Letters("under way"));
        log.broadcast(new Letters("x".repeat(79)));
        slow.outbound.send(text("0123456789"));
        assertThat(log.behind()).isZero();

        slow.outbound.send(text("x"));

        assertThat(log.behind()).isEqualTo(1);
    }

    @Test
    void anEntryAboveTheBoundReachesWhoeverWaitsForNothing() {
        Follower follower = new Follower(10).following(log);
        log.broadcast(new Letters("x".repeat(100)));
        log.broadcast(new Letters("y".repeat(100)));

        assertThat(follower.content()).hasSize(202);
        assertThat(log.behind()).isZero();
    }

    @Test
    void whatIsPublishedWaitsForAThreadAndOnePassTakesItAll() {
        HandCrankedExecutor threads = new HandCrankedExecutor();
        BroadcastLog cranked = new BroadcastLog(threads, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        Follower follower = new Follower(100).following(cranked);
        cranked.broadcast(new Letters("a"));
        cranked.broadcast(new Letters("b"));

        assertThat(follower.content()).isEmpty();
        assertThat(threads.waiting()).isEqualTo(1);
        threads.run();

        assertThat(follower.content()).isEqualTo("a;b;");
        assertThat(follower.network.received()).hasSize(1);
    }

    /** Each sender's messages in its own order, whichever way they take; all followers in one order. */
    @Test
    void everybodySendsAndOrderHolds() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        BroadcastLog busy = new BroadcastLog(threads, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        List<Follower> followers = IntStream.range(0, 8)
                .mapToObj(each -> new Follower(Integer.MAX_VALUE).following(busy))
                .toList();
        followers.forEach(each -> each.network.turn(Mood.ELSEWHERE));
        int rounds = 500;
        try (Race race = new Race()) {
            race.between(
                    () -> send(busy, followers, "a", rounds),
                    () -> send(busy, followers, "b", rounds),
                    () -> watchWhileTransitionsCome(busy, followers, rounds));
        }

        Set<List<String>> broadcasts = new HashSet<>();
        for (Follower each : followers) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> each.outbound.queuedBytes() == 0);
            List<String> all = List.of(each.content().split(";"));
            assertThat(only("a", all)).containsExactlyElementsOf(numbered("a", 2 * rounds));
            assertThat(only("b", all)).containsExactlyElementsOf(numbered("b", 2 * rounds));
            List<String> watched = only("w", all);
            int from = Integer.parseInt(watched.get(0).substring(1));
            assertThat(watched).containsExactlyElementsOf(numbered("w", rounds).subList(from, rounds));
            broadcasts.add(all.stream().filter(BroadcastLogTest::isBroadcast).toList());
        }
        assertThat(broadcasts).hasSize(1);
        threads.shutdownNow();
    }

    /** Even ones to all at once, odd ones to each. */
    private static void send(BroadcastLog log, List<Follower> followers, String name, int rounds) {
        for (int each = 0; each < rounds; each++) {
            log.broadcast(new Letters(name + 2 * each));
            Batch own = text(name + (2 * each + 1) + ";");
            followers.forEach(follower -> follower.outbound.send(own));
        }
    }

    /** Each begins with the number of the transition before those that it gets. */
    private static void watchWhileTransitionsCome(BroadcastLog log, List<Follower> followers, int rounds) {
        for (int each = 0; each < rounds; each++) {
            if (each % 50 == 0 && each / 50 < followers.size()) {
                followers.get(each / 50).outbound.watch(text("w" + each + ";"));
                log.append(new Letters("w" + each)); // which those have who watch already
            } else {
                log.append(new Letters("w" + each));
            }
            if (each % 7 == 0) {
                log.publish();
            }
        }
        log.publish();
    }

    private static boolean isBroadcast(String message) {
        return !message.startsWith("w") && Integer.parseInt(message.substring(1)) % 2 == 0;
    }

    private static List<String> only(String name, List<String> all) {
        return all.stream().filter(each -> each.startsWith(name)).distinct().toList();
    }

    private static List<String> numbered(String name, int count) {
        List<String> numbered = new ArrayList<>();
        IntStream.range(0, count).forEach(each -> numbered.add(name + each));
        return numbered;
    }

    private Follower follower() {
        return new Follower(1000).following(log);
    }

    private static Batch text(String text) {
        return Batch.of(text.getBytes(StandardCharsets.UTF_8), false);
    }

    @ParameterizedTest
    @EnumSource
    void whatNoThreadCouldBeHadForIsSentWithWhatComesNext(Refusal how) {
        HandCrankedExecutor executor = new HandCrankedExecutor();
        BroadcastLog starved = new BroadcastLog(executor, new MemoryBudget(Long.MAX_VALUE, Runnable::run));
        Follower anna = new Follower(1000).following(starved);
        executor.refuses(how);
        assertThatThrownBy(() -> starved.broadcast(new Letters("one "))).isInstanceOf(Throwable.class);
        executor.refuses(false);

        starved.broadcast(new Letters("two "));
        executor.run();

        assertThat(anna.content()).contains("one ", "two ");
    }

    @Test
    void aFollowerThatCannotBeToldKeepsNobodyFromBeingTold() {
        log.follow(new BroadcastLog.Follower() {
            @Override
            public void advance() {
                throw new StackOverflowError("announced");
            }

            @Override
            public BroadcastLog.@Nullable Position position() {
                return null;
            }

            @Override
            public void share(long bytes) {}
        });
        Follower anna = new Follower(1000).following(log);
        log.broadcast(new Letters("one "));
        log.broadcast(new Letters("two "));
        assertThat(anna.content()).contains("one ", "two ");
    }
}
