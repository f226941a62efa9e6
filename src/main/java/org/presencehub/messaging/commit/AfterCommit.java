package org.presencehub.messaging.commit;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;
import org.presencehub.Delivery;
import org.presencehub.stereotype.Component;

/** Lets a message leave after the commit of the transaction that runs on the calling thread; without one, at once. Thread-safe. */
@Component
public final class AfterCommit implements SendTiming {
    private final TransactionSynchronizationRegistry registry;

    @Inject
    AfterCommit(Transactions transactions) {
        this(transactions.registry());
    }

    AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Delivery send(Supplier<Delivery> departure) {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION -> departure.get();
            // Also on a thread that has not noticed yet that its transaction timed out.
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> Outbox.refuse();
            // An observer after success: behind what still waits, or at once.
            case Status.STATUS_COMMITTED ->
                registry.getResource(this) instanceof Outbox outbox ? outbox.send(departure) : departure.get();
            default -> outbox().send(departure);
        };
    }

    /** One for each transaction, since synchronizations of their own would leave in whatever order the server runs them. */
    private Outbox outbox() {
        if (registry.getResource(this) instanceof Outbox outbox) {
            return outbox;
        }
        Outbox outbox = new Outbox();
        registry.registerInterposedSynchronization(outbox);
        registry.putResource(this, outbox);
        return outbox;
    }
}
