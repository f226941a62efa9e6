package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.presencehub.DirectedMessage;

/**
 * A table in memory that takes part in transactions as a database does: others see a row when its transaction has committed. Thread-safe.
 *
 * <p>The commit of a row can be held up, and tells the owner that it has begun.
 */
@ApplicationScoped
public class Ledger {
    private static final long PATIENCE_SECONDS = 60;

    private final Set<String> rows = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    @Inject
    private Event<DirectedMessage> events;

    /** Whether a row is there, for whoever is not in the transaction that wrote it. */
    public boolean holds(String row) {
        return rows.contains(row);
    }

    /** Lets the commit of a row wait until it is released. */
    public void hold(String row) {
        held.put(row, new CountDownLatch(1));
    }

    public void release(String row) {
        held.getOrDefault(row, new CountDownLatch(1)).countDown();
    }

    /** Writes a row in the transaction of the calling thread. */
    public void write(String owner, String row) {
        try {
            transactions().getTransaction().enlistResource(new Insertion(owner, row));
        } catch (SystemException | RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The specification has no portable name for it: WildFly's and Payara's. */
    @SuppressWarnings("BanJNDI") // constants
    private static TransactionManager transactions() {
        return Stream.of("java:jboss/TransactionManager", "java:appserver/TransactionManager")
                .flatMap(name -> {
                    try {
                        return Stream.of((TransactionManager) InitialContext.doLookup(name));
                    } catch (NamingException e) {
                        return Stream.of();
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    /** One row on its way into the table. Confined to its transaction. */
    private final class Insertion implements XAResource {
        private final String owner;
        private final String row;

        Insertion(String owner, String row) {
            this.owner = owner;
            this.row = row;
        }

        @Override
        public void commit(Xid xid, boolean onePhase) throws XAException {
            CountDownLatch latch = held.get(row);
            if (latch != null) {
                events.fire(DirectedMessage.toUser(owner, "Ledger", "Committing", row)
                        .via(CheckoutHub.class)
                        .immediately());
                await(latch);
            }
            rows.add(row);
        }

        private static void await(CountDownLatch latch) throws XAException {
            try {
                if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new XAException(XAException.XA_RBTIMEOUT);
                }
            } catch (InterruptedException e) {
                throw new XAException(XAException.XAER_RMERR);
            }
        }

        @Override
        public int prepare(Xid xid) {
            return XA_OK;
        }

        @Override
        public void start(Xid xid, int flags) {}

        @Override
        public void end(Xid xid, int flags) {}

        @Override
        public void forget(Xid xid) {}

        @Override
        public void rollback(Xid xid) {}

        @Override
        public Xid[] recover(int flag) {
            return new Xid[0];
        }

        @Override
        public boolean isSameRM(XAResource other) {
            return other == this;
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }
}
