package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;

/** An order was paid for. Immutable. */
public record Paid(String owner, String order) {
    /** Sends messages when the transaction is about to end, and when it has. Stateless. */
    @ApplicationScoped
    public static class Phases {
        @Inject
        private DirectedMessages messages;

        void before(@Observes(during = TransactionPhase.BEFORE_COMPLETION) Paid event) {
            messages.send(message(event, "BeforeCompletion"));
        }

        void after(@Observes(during = TransactionPhase.AFTER_SUCCESS) Paid event) {
            messages.send(message(event, "AfterSuccess"));
        }

        /** The transaction is still there on WildFly, and has gone on Payara. */
        void failed(@Observes(during = TransactionPhase.AFTER_FAILURE) Paid event) {
            messages.send(message(event, "AfterFailure").immediately());
        }

        private static DirectedMessage message(Paid event, String phase) {
            return DirectedMessage.toUser(event.owner(), "Orders", phase, event.order())
                    .via(CheckoutHub.class);
        }
    }
}
