package org.presencehub.transport.entry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.presencehub.connection.Connection;
import org.presencehub.connection.TokenRefreshes.Outcome;
import org.presencehub.identity.http.RequestRefusedException;

/**
 * Waits on the threads of requests that cannot be answered later, until the application has said whether a token counts: few at a time, and one for a connection.
 * Thread-safe.
 */
public final class Patient {
    private static final int MOST_WAITING = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();

    /** {@return what became of the token; {@link Outcome#FAILED} if that takes too long} */
    public Outcome await(Connection connection, CompletableFuture<Outcome> asked) throws RequestRefusedException {
        if (asked.isDone()) {
            return asked.join();
        }
        if (!waiting.add(connection)) {
            throw RequestRefusedException.later("Another request of this connection waits", AGAIN);
        }
        try {
            return await(asked);
        } finally {
            waiting.remove(connection);
        }
    }

    private Outcome await(CompletableFuture<Outcome> asked) throws RequestRefusedException {
        if (!places.tryAcquire()) {
            throw RequestRefusedException.later("Too many requests wait", AGAIN);
        }
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.FAILED;
        } catch (ExecutionException | TimeoutException e) {
            return Outcome.FAILED;
        } finally {
            places.release();
        }
    }
}
