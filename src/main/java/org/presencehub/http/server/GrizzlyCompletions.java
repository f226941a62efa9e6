package org.presencehub.http.server;

import jakarta.servlet.AsyncContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Completes requests on threads that Payara makes for such work, a bounded number at a time. Thread-safe.
 *
 * <p>Payara makes as many as are asked for. And it serves the next request of the client on such a thread, where that has come already: thousands of
 * sockets full of requests would have thousands of threads.
 */
final class GrizzlyCompletions {
    /** As many as the listener has for requests by default: a request that is served there may wait as well as any other. */
    private static final int MOST = 200;

    private static final Queue<AsyncContext> WAITING = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private GrizzlyCompletions() {}

    static void complete(AsyncContext request) {
        WAITING.add(request);
        if (tryClaim()) {
            try {
                request.start(GrizzlyCompletions::drain);
            } catch (RuntimeException | Error e) { // there is no thread
                RUNNING.decrementAndGet();
                throw e;
            }
        }
    }

    private static boolean tryClaim() {
        return RUNNING.getAndUpdate(running -> Math.min(MOST, running + 1)) < MOST;
    }

    private static void drain() {
        boolean mine = true;
        while (mine) {
            for (AsyncContext next = WAITING.poll(); next != null; next = WAITING.poll()) {
                finish(next);
            }
            RUNNING.decrementAndGet();
            mine = !WAITING.isEmpty() && tryClaim(); // one may have come meanwhile, and found no place
        }
    }

    private static void finish(AsyncContext request) {
        try {
            request.complete();
        } catch (RuntimeException | Error e) { // the container was faster, or fails; the others go on
            HttpLog.requestFailed(e);
        }
    }
}
