package org.presencehub.presence;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.messaging.Announcements;
import org.presencehub.presence.options.GracePeriods;
import org.presencehub.presence.options.PresenceOptions;
import org.presencehub.testing.HandCrankedExecutor;

/**
 * What presence costs when so many are online: a program, without sockets and without a container. Confined to one thread.
 *
 * <pre>./mvnw -q test-compile exec:exec@presence-benchmark</pre>
 *
 * <p>For each number of users it fills a engine, and then measures rounds of arrivals, departures and lists; what it prints is the median of the
 * rounds. The time under the lock is that of all holds for one command, in wall time; lists are in CPU time. A newcomer's list is measured until it is queued, in JSON, and
 * apart from that until it is rendered as text for a WebSocket.
 */
public final class PresenceBenchmark {
    private static final String USAGE =
            "usage: PresenceBenchmark [ROUNDS [USERS...]], by default 5 1000 10000 100000 1000000";
    private static final int EVENTS = 2_000; // in a round
    private static final int GOING = 10_000; // whose grace periods end at once, at most
    private static final int LISTS = 100;
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final HandCrankedExecutor executor = new HandCrankedExecutor();
    private final HoldTimes lock = new HoldTimes();
    private final OnlineSnapshot snapshot = new OnlineSnapshot();
    private final long started = System.nanoTime();
    private final Random random = new Random(1);
    private final List<Newcomer> connections = new ArrayList<>();
    private final PresenceEngine engine;
    private @Nullable Runnable ringing; // what the timer was given last
    private int names;

    private PresenceBenchmark() {
        engine = new PresenceEngine(
                PresenceOptions.DEFAULTS.withGrace(new GracePeriods(GRACE, GRACE, GRACE)),
                () -> System.nanoTime() - started,
                executor,
                this::schedule,
                snapshot,
                new WatcherFeed(new NoHubs()),
                lock);
    }

    /** What one round measured. */
    private record Round(Cost arrival, Cost departure, Lists lists, Holds going, double goingTime) {}

    /** What a command costs whoever gives it, in nanoseconds. */
    private record Cost(Holds holds, double wall, double cpu) {}

    /** What a newcomer's list costs, in nanoseconds of CPU and bytes. */
    private record Lists(double time, double allocated, double rendering) {}

    /** How long the lock was held for one command: half of them no longer, 99 of 100 no longer, and the longest. */
    private record Holds(double half, double most, double longest) {
        static Holds of(long[] times) {
            Arrays.sort(times);
            return new Holds(times[times.length / 2], times[times.length * 99 / 100], times[times.length - 1]);
        }
    }

    public static void main(String[] args) {
        if (Arrays.stream(args).anyMatch(arg -> !arg.matches("[1-9][0-9]{0,7}"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        List<Integer> numbers = Arrays.stream(args).map(Integer::valueOf).toList();
        int rounds = numbers.isEmpty() ? 5 : numbers.get(0);
        List<Integer> sizes =
                numbers.size() < 2 ? List.of(1_000, 10_000, 100_000, 1_000_000) : numbers.subList(1, numbers.size());
        new PresenceBenchmark().run(20_000, 10); // compiles whatever is hot
        System.out.println(
                "users | bytes held for each | arrival us: under lock p50 p99 max, wall, CPU | departure us: the same"
                        + " | newcomer's list: CPU us, bytes allocated, bytes kept while it waits, CPU us to render"
                        + " | many go at once: under lock us p50 p99 max, ms for all");
        for (int size : sizes) {
            new PresenceBenchmark().report(size, rounds);
        }
    }

    private void report(int size, int rounds) {
        long before = heap();
        fill(size);
        double held = (double) (heap() - before) / size;
        List<Round> measured = rounds(rounds);
        double kept = kept();
        System.out.printf(
                Locale.ROOT,
                "%d | %.0f | %s | %s | %.1f %.0f %.0f %.1f | %s %.1f%n",
                size,
                held,
                cost(measured, Round::arrival),
                cost(measured, Round::departure),
                median(measured, round -> round.lists.time) / 1e3,
                median(measured, round -> round.lists.allocated),
                kept,
                median(measured, round -> round.lists.rendering) / 1e3,
                holds(measured, Round::going),
                median(measured, Round::goingTime) / 1e6);
    }

    private void run(int size, int rounds) {
        fill(size);
        List<Round> unused = rounds(rounds);
    }

    private void fill(int size) {
        for (int i = 0; i < size; i++) {
            arrive();
            if (i % 100 == 0) {
                executor.run();
            }
        }
        executor.run();
        lock.forget();
    }

    private List<Round> rounds(int count) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(round());
        }
        return rounds;
    }

    private Round round() {
        Collections.shuffle(connections, random);
        List<Newcomer> coming = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            coming.add(new Newcomer());
        }
        Cost arrival = cost(coming, each -> engine.track(each, each.user));
        Cost departure = cost(coming, each -> each.end(DisconnectReason.KICKED));
        Lists lists = lists();
        int many = Math.min(GOING, connections.size() / 2);
        long time = goingTime(connections.subList(0, many));
        Holds going = lock.holds();
        executor.run();
        fill(many);
        return new Round(arrival, departure, lists, going, time);
    }

    private Cost cost(List<Newcomer> connections, Consumer<Newcomer> command) {
        long[] holds = new long[EVENTS];
        lock.forget();
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < EVENTS; i++) {
            command.accept(connections.get(i));
            holds[i] = lock.held();
        }
        double cpuTime = THREADS.getCurrentThreadCpuTime() - cpu;
        double wallTime = System.nanoTime() - wall;
        executor.run();
        return new Cost(Holds.of(holds), wallTime / EVENTS, cpuTime / EVENTS);
    }

    private Lists lists() {
        long time = 0;
        long allocated = 0;
        long rendering = 0;
        read().end(DisconnectReason.KICKED); // encodes what has changed since the last list
        for (int i = 0; i < LISTS; i++) {
            executor.run();
            Newcomer newcomer = new Newcomer();
            newcomer.reads = true;
            engine.track(newcomer, newcomer.user);
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long begin = THREADS.getCurrentThreadCpuTime();
            executor.run();
            long queued = THREADS.getCurrentThreadCpuTime();
            allocated += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
            time += queued - begin;
            if (newcomer.list().text().length() < connections.size()) {
                throw new IllegalStateException("No list.");
            }
            rendering += THREADS.getCurrentThreadCpuTime() - queued;
            newcomer.end(DisconnectReason.KICKED);
        }
        executor.run();
        return new Lists((double) time / LISTS, (double) allocated / LISTS, (double) rendering / LISTS);
    }

    private Newcomer read() {
        Newcomer newcomer = new Newcomer();
        newcomer.reads = true;
        engine.track(newcomer, newcomer.user);
        executor.run();
        return newcomer;
    }

    /** {@return how long it takes until all of these are offline whose grace periods are over at once} */
    private long goingTime(List<Newcomer> going) {
        int left = snapshot.count() - going.size();
        going.forEach(each -> each.end(DisconnectReason.LOST));
        executor.run();
        long over = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() <= over) {
            Thread.onSpinWait();
        }
        lock.forget();
        long begin = System.nanoTime();
        while (snapshot.count() > left && ringing != null) {
            Runnable bell = ringing;
            ringing = null;
            bell.run();
        }
        long time = System.nanoTime() - begin;
        if (snapshot.count() != left) {
            throw new IllegalStateException("Not all have gone: " + snapshot.count());
        }
        going.clear();
        return time;
    }

    /** {@return how many bytes a newcomer's list keeps while it waits in a queue, with others before and behind it} */
    private double kept() {
        List<Newcomer> newcomers = new ArrayList<>();
        newcomers.add(read());
        long before = heap();
        for (int i = 0; i < LISTS; i++) {
            newcomers.add(read());
        }
        double kept = (double) (heap() - before) / LISTS;
        newcomers.forEach(each -> each.end(DisconnectReason.KICKED));
        executor.run();
        return kept;
    }

    private void arrive() {
        Newcomer connection = new Newcomer();
        connections.add(connection);
        engine.track(connection, connection.user);
    }

    private Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        ringing = task;
        return new CompletableFuture<Void>();
    }

    private static String cost(List<Round> rounds, Function<Round, Cost> cost) {
        return String.format(
                Locale.ROOT,
                "%s %.2f %.2f",
                holds(rounds, round -> cost.apply(round).holds),
                median(rounds, round -> cost.apply(round).wall) / 1e3,
                median(rounds, round -> cost.apply(round).cpu) / 1e3);
    }

    private static String holds(List<Round> rounds, Function<Round, Holds> holds) {
        return String.format(
                Locale.ROOT,
                "%.1f %.1f %.0f",
                median(rounds, round -> holds.apply(round).half) / 1e3,
                median(rounds, round -> holds.apply(round).most) / 1e3,
                median(rounds, round -> holds.apply(round).longest) / 1e3);
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Measures each hold. Confined to one thread. */
    @SuppressWarnings("serial") // never serialized
    private static final class HoldTimes extends ReentrantLock {
        private long since;
        private long held;
        private long[] each = new long[1 << 15];
        private int count;

        @Override
        public void lock() {
            super.lock();
            if (getHoldCount() == 1) {
                since = System.nanoTime();
            }
        }

        @Override
        public void unlock() {
            if (getHoldCount() == 1) {
                long time = System.nanoTime() - since;
                held += time;
                if (count == each.length) {
                    each = Arrays.copyOf(each, 2 * count);
                }
                each[count++] = time;
            }
            super.unlock();
        }

        /** {@return how long it was held since this was asked last, in all} */
        long held() {
            long time = held;
            held = 0;
            return time;
        }

        /** {@return the holds since the last were forgotten} */
        Holds holds() {
            return Holds.of(Arrays.copyOf(each, count));
        }

        void forget() {
            held = 0;
            count = 0;
        }
    }

    /** A connection that takes its list, and nothing else. Confined to one thread. */
    private final class Newcomer implements Watchers.Watcher {
        final String user = "user" + Integer.toHexString(Integer.reverse(names) ^ 0x5bd1e995) + names++;
        private final String id = "c" + Long.toHexString(random.nextLong()) + user.length();
        private @Nullable Consumer<DisconnectReason> listener;
        private @Nullable Batch list;
        boolean reads;

        @Override
        public String connectionId() {
            return id;
        }

        @Override
        public String verifiedUser() {
            return user;
        }

        @Override
        public void watch(Announcement first) {
            if (reads) {
                list = first.in("json");
            }
        }

        @Override
        public void unwatch() {}

        @Override
        public Duration goneFor() {
            return Duration.ZERO;
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public void onEnd(Consumer<DisconnectReason> hears) {
            listener = hears;
        }

        void end(DisconnectReason reason) {
            if (listener != null) {
                listener.accept(reason);
            }
        }

        Batch list() {
            if (list == null) {
                throw new IllegalStateException("No list.");
            }
            return list;
        }
    }

    /** Makes what watchers are told, and tells nobody. Stateless. */
    private static final class NoHubs implements Watchers {
        @Override
        public Watcher caller() {
            throw new IllegalStateException("No call is running.");
        }

        @Override
        public Announcement event(String name, String argument) {
            return Announcements.of(name, argument);
        }

        @Override
        public Announcement list(String name, TextBlock texts) {
            return Announcements.list(name, texts);
        }

        @Override
        public void append(Announcement event) {}

        @Override
        public void publish() {}
    }
}
