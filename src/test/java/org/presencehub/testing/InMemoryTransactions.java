package org.presencehub.testing;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Transactions without a server: each is that of the thread that began it. Thread-safe. */
public final class InMemoryTransactions implements TransactionSynchronizationRegistry {
    private static final ThreadLocal<@Nullable Transaction> CURRENT = new ThreadLocal<>();

    private static final class Transaction {
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private int status = Status.STATUS_ACTIVE;

        void end(int end) {
            status = end;
            List.copyOf(synchronizations).forEach(synchronization -> synchronization.afterCompletion(end));
        }
    }

    public void begin() {
        CURRENT.set(new Transaction());
    }

    /** Commits, if the transaction is not marked, and leaves it. */
    public void commit() {
        Transaction transaction = transaction();
        if (getRollbackOnly()) {
            rollback();
        } else {
            List.copyOf(transaction.synchronizations).forEach(Synchronization::beforeCompletion);
            end(transaction, Status.STATUS_COMMITTED);
        }
    }

    public void rollback() {
        end(transaction(), Status.STATUS_ROLLEDBACK);
    }

    /** Ends the transaction as the server says. */
    public void end(int status) {
        end(transaction(), status);
    }

    private static void end(Transaction transaction, int status) {
        transaction.end(status);
        CURRENT.remove();
    }

    /** Ends the transaction as another thread does: the thread that began it is still in it. */
    public void timeOut() {
        transaction().end(Status.STATUS_ROLLEDBACK);
    }

    /** Lets the thread run without its transaction. */
    public void outside(Runnable code) {
        Transaction suspended = transaction();
        CURRENT.remove();
        try {
            code.run();
        } finally {
            CURRENT.set(suspended);
        }
    }

    /** How many synchronizations the transaction has. */
    public int synchronizations() {
        return transaction().synchronizations.size();
    }

    private static Transaction transaction() {
        Transaction transaction = CURRENT.get();
        if (transaction == null) {
            throw new IllegalStateException("There is no transaction.");
        }
        return transaction;
    }

    @Override
    public Object getTransactionKey() {
        return transaction();
    }

    @Override
    public void putResource(Object key, Object value) {
        transaction().resources.put(key, value);
    }

    @Override
    public @Nullable Object getResource(Object key) {
        return transaction().resources.get(key);
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        transaction().synchronizations.add(synchronization);
    }

    @Override
    public int getTransactionStatus() {
        Transaction transaction = CURRENT.get();
        return transaction == null ? Status.STATUS_NO_TRANSACTION : transaction.status;
    }

    @Override
    public void setRollbackOnly() {
        transaction().status = Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public boolean getRollbackOnly() {
        return transaction().status == Status.STATUS_MARKED_ROLLBACK;
    }
}
