package org.presencehub.messaging.commit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.presencehub.Delivery;
import org.presencehub.work.Attempt;

/** The messages of one transaction, in the order sent; they leave when it has committed. Thread-safe: a timeout ends it on another thread. */
final class Outbox implements Synchronization {
    private static final Logger LOG = System.getLogger("org.presencehub.messaging");

    private enum State {
        OPEN,
        COMMITTED,
        ROLLED_BACK
    }

    @GuardedBy("this")
    private final List<Waiting> waiting = new ArrayList<>();

    @GuardedBy("this")
    private State state = State.OPEN;

    /** {@return what became of a message that is sent when nothing will be committed any more} */
    static Delivery refuse() {
        LOG.log(Level.DEBUG, "A message is not sent, since its transaction is rolled back.");
        return Delivery.pending(CompletableFuture.failedFuture(rolledBack()));
    }

    /** Lets a message wait for the end; behind the end, it leaves at once or never. */
    Delivery send(Supplier<Delivery> departure) {
        Waiting message = new Waiting(departure, new CompletableFuture<>());
        return switch (accept(message)) {
            case OPEN -> Delivery.pending(message.done());
            case COMMITTED -> departure.get();
            case ROLLED_BACK -> refuse();
        };
    }

    private synchronized State accept(Waiting message) {
        if (state == State.OPEN) {
            waiting.add(message);
        }
        return state;
    }

    @Override
    public void beforeCompletion() {
        // may still fail
    }

    @Override
    public void afterCompletion(int status) {
        if (status == Status.STATUS_COMMITTED) {
            // All leave before the first sender is told: what senders do then is theirs, and may take its time.
            List<Runnable> tidings =
                    end(State.COMMITTED).stream().map(Waiting::leave).toList();
            Attempt.all(tidings, Outbox::failed);
        } else {
            List<Waiting> dropped = end(State.ROLLED_BACK);
            dropped.forEach(message -> Attempt.run(message::drop, Outbox::failed));
            LOG.log(
                    Level.DEBUG,
                    "{0} messages are not sent: their transaction ended with status {1}.",
                    dropped.size(),
                    status);
        }
    }

    private static void failed(Throwable cause) {
        LOG.log(
                Level.ERROR,
                "A message was not sent after its transaction had committed, or its sender was not told.",
                cause);
    }

    private synchronized List<Waiting> end(State end) {
        state = end;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private static CancellationException rolledBack() {
        return new CancellationException("The transaction was rolled back, so the message is not sent.");
    }

    /**
     * A message that waits.
     *
     * @param done tells the sender
     */
    private record Waiting(Supplier<Delivery> departure, CompletableFuture<Delivery> done) {
        /** {@return what tells the sender} The messages behind it leave, whatever happens to this one. */
        Runnable leave() {
            try {
                Delivery delivery = departure.get();
                return () -> done.complete(delivery);
            } catch (Throwable e) {
                Attempt.run(() -> failed(e), unsaid -> {});
                return () -> done.completeExceptionally(e);
            }
        }

        void drop() {
            done.completeExceptionally(rolledBack());
        }
    }
}
