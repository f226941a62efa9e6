package org.presencehub.hub.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Threads that all hubs have together, of which no account has more than its share. Thread-safe.
 *
 * <p>What is above the share waits, in order, until something of the same account is done; others go on meanwhile. How much waits is bounded by
 * whoever submits.
 */
public final class SharedThreads {
    /** After which it is worth a line in the log that nobody else is served. */
    private static final long LONG = TimeUnit.SECONDS.toNanos(3);

    /** After which it is worth a line that a method goes on for nobody. */
    private static final long LONG_FOR_NOBODY = TimeUnit.MINUTES.toNanos(1);

    private static final int MOST_NAMED = 5;

    private final String name;
    private final Executor threads;
    private final int size;
    private final int share;
    private final LongSupplier nanoTime;
    private final Set<Task> running = ConcurrentHashMap.newKeySet();

    /** Those of each account that has some. */
    @GuardedBy("this")
    private final Map<String, Account> accounts = new HashMap<>();

    // Confined to whoever tells the time.
    private @Nullable Long busySince;
    private boolean said;

    /** What an account has. Guarded by the threads' lock. */
    private static final class Account {
        final Queue<Task> waiting = new ArrayDeque<>(0);
        int begun;
    }

    /** Something that runs for an account. It is itself alone. */
    private final class Task implements Runnable {
        final String account;
        final Place place;
        final Runnable action;
        final BooleanSupplier isAbandoned;

        // Confined to whoever tells the time.
        @Nullable
        Long abandonedSince;

        boolean told;

        Task(String account, Place place, Runnable action, BooleanSupplier isAbandoned) {
            this.account = account;
            this.place = place;
            this.action = action;
            this.isAbandoned = isAbandoned;
        }

        /** Says, once, that it goes on though nobody has waited for it for long. */
        void look(long now) {
            if (told || !isAbandoned.getAsBoolean()) {
                return;
            }
            if (abandonedSince == null) {
                abandonedSince = now;
            } else if (now - abandonedSince >= LONG_FOR_NOBODY) {
                told = true;
                HubLog.runsForNobody(place.toString(), TimeUnit.NANOSECONDS.toSeconds(now - abandonedSince));
            }
        }

        @Override
        public void run() {
            try {
                running.add(this);
                action.run();
            } finally {
                running.remove(this);
                done(account);
            }
        }
    }

    /**
     * Where a thread is. Immutable.
     *
     * @param hub its path
     * @param method its name, fit for the log
     */
    public record Place(String hub, String method) {
        @Override
        public String toString() {
            return "'" + method + "' of " + hub;
        }
    }

    /**
     * @param name what the threads do, for the log: such as "hub methods"
     * @param threads refuse nothing, as those of {@link org.presencehub.work.ThreadPools} do
     * @param size how many there are
     * @param share how many one account may have
     * @param nanoTime a clock like {@link System#nanoTime()}
     */
    public SharedThreads(String name, Executor threads, int size, int share, LongSupplier nanoTime) {
        this.name = name;
        this.threads = threads;
        this.size = size;
        this.share = share;
        this.nanoTime = nanoTime;
    }

    /**
     * Runs the action when the account has a thread to spare, and one of all is free.
     *
     * @param account whose share it takes of
     * @param place where the thread is meanwhile
     */
    public void execute(String account, Place place, Runnable action) {
        execute(account, place, action, () -> false);
    }

    /**
     * The same for an action that may outlive whoever wanted it.
     *
     * @param isAbandoned whether nobody waits for it any more
     */
    public void execute(String account, Place place, Runnable action, BooleanSupplier isAbandoned) {
        Task task = new Task(account, place, action, isAbandoned);
        if (mayBegin(task)) {
            begin(task);
        }
    }

    private synchronized boolean mayBegin(Task task) {
        Account account = accounts.computeIfAbsent(task.account, any -> new Account());
        if (account.begun == share) {
            account.waiting.add(task);
            return false;
        }
        account.begun++;
        return true;
    }

    private void begin(Task task) {
        boolean taken = false;
        try {
            threads.execute(task);
            taken = true;
        } finally {
            if (!taken) {
                done(task.account);
            }
        }
    }

    private void done(String account) {
        Task next = takeNext(account);
        if (next != null) {
            begin(next);
        }
    }

    private synchronized @Nullable Task takeNext(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            return null;
        }
        Task next = account.waiting.poll();
        if (next == null && --account.begun == 0) {
            accounts.remove(name);
        }
        return next;
    }

    /** {@return how many accounts have something that runs or waits} */
    synchronized int accounts() {
        return accounts.size();
    }

    /** Comes about once a second. Says, once, if all have been busy for long, and with what; and what goes on for nobody. */
    void tick() {
        List<Place> places = running.stream().map(task -> task.place).toList();
        long now = nanoTime.getAsLong();
        running.forEach(task -> task.look(now));
        if (places.size() < size) {
            busySince = null;
            said = false;
        } else if (busySince == null) {
            busySince = now;
        } else if (!said && now - busySince >= LONG) {
            said = true;
            HubLog.busy(name, size, TimeUnit.NANOSECONDS.toSeconds(now - busySince), most(places));
        }
    }

    private static String most(List<Place> places) {
        Map<Place, Long> counts =
                places.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String named = counts.entrySet().stream()
                .sorted(Map.Entry.<Place, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(MOST_NAMED)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() > MOST_NAMED ? named + ", …" : named;
    }
}
