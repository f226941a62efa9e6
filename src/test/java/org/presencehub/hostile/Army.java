package org.presencehub.hostile;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Attackers who do the same thing at the same time, and keep what they got until all leave. Confined to the thread of its test. */
final class Army implements AutoCloseable {
    private static final int HANDS = 12;

    private final Collection<AutoCloseable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger through = new AtomicInteger();

    /** Attacks so often. What becomes of one attacker does not matter: being refused is the point. */
    Army attack(int times, Callable<? extends AutoCloseable> attacker) throws InterruptedException {
        ExecutorService hands = Executors.newFixedThreadPool(HANDS);
        try {
            hands.invokeAll(Stream.<Callable<Boolean>>generate(() -> () -> attackOnce(attacker))
                    .limit(times)
                    .toList());
        } finally {
            hands.shutdownNow();
        }
        return this;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private boolean attackOnce(Callable<? extends AutoCloseable> attacker) {
        try {
            held.add(attacker.call());
            through.incrementAndGet();
            return true;
        } catch (Exception | AssertionError refused) {
            return false;
        }
    }

    /** {@return how many attackers did what they wanted to} */
    int through() {
        return through.get();
    }

    @Override
    public void close() {
        for (AutoCloseable each : List.copyOf(held)) {
            try {
                each.close();
            } catch (Exception gone) {
                // it was thrown out before
            }
        }
    }
}
