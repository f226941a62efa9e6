package org.presencehub.messaging.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.presencehub.Delivery;
import org.presencehub.testing.InMemoryTransactions;

/** When messages leave, and what their senders are told. */
class AfterCommitTest {
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final SendTiming dispatch = new AfterCommit(transactions);
    private final List<String> left = new ArrayList<>();

    private Delivery send(String message) {
        return dispatch.send(() -> {
            left.add(message);
            return Delivery.reached(left.size(), 1);
        });
    }

    private static CompletableFuture<Delivery> done(Delivery delivery) {
        return delivery.whenDone().toCompletableFuture();
    }

    private static void assertRolledBack(Delivery delivery) {
        assertThatThrownBy(done(delivery)::join)
                .isInstanceOf(CancellationException.class)
                .hasMessage("The transaction was rolled back, so the message is not sent.");
    }

    @AfterEach
    void leaveTransaction() {
        if (transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions.rollback();
        }
    }

    @Test
    void withoutATransactionMessagesLeaveAtOnce() {
        Delivery delivery = send("a");

        assertThat(left).containsExactly("a");
        assertThat(delivery).isEqualTo(Delivery.reached(1, 1));
        assertThat(done(delivery)).isCompletedWithValue(delivery);
    }

    @Test
    void messagesOfATransactionLeaveAfterItsCommitInTheOrderSent() {
        transactions.begin();
        send("a");
        send("b");
        send("c");
        assertThat(left).isEmpty();
        transactions.commit();

        assertThat(left).containsExactly("a", "b", "c");
    }

    @Test
    void aTransactionHasOneSynchronizationForAllItsMessages() {
        transactions.begin();
        send("a");
        send("b");

        assertThat(transactions.synchronizations()).isEqualTo(1);
    }

    @Test
    void messagesOfARolledBackTransactionNeverLeave() {
        transactions.begin();
        Delivery delivery = send("a");
        transactions.rollback();

        assertThat(left).isEmpty();
        assertRolledBack(delivery);
    }

    @Test
    void aTransactionWhoseOutcomeIsUnknownCountsAsRolledBack() {
        transactions.begin();
        Delivery delivery = send("a");
        transactions.end(Status.STATUS_UNKNOWN);

        assertThat(left).isEmpty();
        assertRolledBack(delivery);
    }

    @Test
    void aTransactionThatIsMarkedForRollbackRefusesMessagesAtOnce() {
        transactions.begin();
        Delivery before = send("a");
        transactions.setRollbackOnly();
        assertRolledBack(send("b"));
        transactions.commit();

        assertThat(left).isEmpty();
        assertRolledBack(before);
    }

    @Test
    void whoHasNotNoticedThatItsTransactionTimedOutSendsNothing() {
        transactions.begin();
        Delivery before = send("a");
        transactions.timeOut();

        assertRolledBack(before);
        assertRolledBack(send("b"));
        assertThat(left).isEmpty();
    }

    @Test
    void eachTransactionHasMessagesOfItsOwn() {
        transactions.begin();
        send("outer");
        transactions.outside(() -> {
            transactions.begin();
            send("inner");
            transactions.commit();
        });
        assertThat(left).containsExactly("inner");
        transactions.rollback();

        assertThat(left).containsExactly("inner");
    }

    @Test
    void messagesOfAnObserverAfterSuccessLeaveBehindThoseThatStillWait() {
        transactions.begin();
        transactions.registerInterposedSynchronization(after(() -> send("observer before")));
        send("a");
        transactions.registerInterposedSynchronization(after(() -> send("observer behind")));
        transactions.commit();

        assertThat(left).containsExactly("a", "observer before", "observer behind");
    }

    @Test
    void anObserverAfterSuccessOfATransactionWithoutMessagesSendsAtOnce() {
        transactions.begin();
        transactions.registerInterposedSynchronization(after(() -> send("observer")));
        transactions.commit();

        assertThat(left).containsExactly("observer");
    }

    @Test
    void aPendingDeliveryHasNoCountsAndTellsThemAfterTheCommit() {
        transactions.begin();
        Delivery delivery = send("a");
        String reason = "The message leaves when the transaction commits: whenDone() tells then whom it reached.";
        assertThatThrownBy(delivery::connections)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(reason);
        assertThatThrownBy(delivery::users)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(reason);
        assertThat(done(delivery)).isNotDone();
        transactions.commit();

        assertThat(done(delivery)).isCompletedWithValue(Delivery.reached(1, 1));
    }

    @Test
    void sendersAreToldWhenAllMessagesHaveLeft() {
        List<String> seen = new ArrayList<>();
        transactions.begin();
        send("a").whenDone().thenRun(() -> seen.addAll(left));
        send("b");
        transactions.commit();

        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void whatASenderDoesWhenToldHarmsNobodyElse() {
        transactions.begin();
        send("a").whenDone().thenRun(() -> {
            throw new IllegalStateException("A callback failed on purpose");
        });
        Delivery second = send("b");
        transactions.commit();

        assertThat(done(second)).isCompletedWithValue(Delivery.reached(2, 1));
    }

    @Test
    void whoeverCancelsTheWaitDoesNotCancelTheMessage() {
        transactions.begin();
        done(send("a")).cancel(true);
        transactions.commit();

        assertThat(left).containsExactly("a");
    }

    @Test
    void aMessageThatCannotLeaveHoldsUpNoneBehindIt() {
        transactions.begin();
        Delivery broken = dispatch.send(() -> {
            throw new IllegalStateException("A departure failed on purpose");
        });
        send("b");
        transactions.commit();

        assertThat(left).containsExactly("b");
        assertThat(done(broken)).isCompletedExceptionally();
    }

    private static Synchronization after(Runnable code) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                code.run();
            }
        };
    }

    @Test
    void anErrorInOneDepartureKeepsNoOtherMessageFromLeaving() {
        transactions.begin();
        send("a");
        Delivery broken = dispatch.send(() -> {
            throw new StackOverflowError("announced");
        });
        Delivery last = send("c");
        transactions.commit();

        assertThat(left).containsExactly("a", "c");
        assertThatThrownBy(done(broken)::join).hasMessageContaining("announced");
        assertThat(done(last)).isCompletedWithValue(Delivery.reached(2, 1));
    }
}
