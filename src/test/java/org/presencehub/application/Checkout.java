package org.presencehub.application;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.presencehub.ClientProxy;
import org.presencehub.Clients;
import org.presencehub.Delivery;
import org.presencehub.DirectedMessage;
import org.presencehub.DirectedMessages;
import org.presencehub.HubContext;

/** An enterprise bean that tells users about their orders from within its transactions, which the container begins and ends. Stateless. */
@Stateless
public class Checkout {
    @Resource
    private SessionContext context;

    @Inject
    private Event<DirectedMessage> events;

    @Inject
    private Event<Paid> payments;

    @Inject
    private DirectedMessages messages;

    @Inject
    private HubContext<CheckoutHub> hub;

    @Inject
    private Ledger ledger;

    public Delivery pay(String owner, String order) {
        ledger.write(owner, order);
        return messages.send(paid(owner, order));
    }

    public Delivery payAndFail(String owner, String order) {
        Delivery delivery = pay(owner, order);
        context.setRollbackOnly();
        events.fire(paid(owner, order));
        hub.clients().user(owner).send("Orders_Paid", order);
        return delivery;
    }

    public void payAndThrow(String owner, String order) {
        pay(owner, order);
        throw new IllegalStateException("A payment failed on purpose");
    }

    /** Tells ten things, in all the ways there are. */
    public void payInTen(String owner) {
        Clients<ClientProxy> untyped = hub.clients();
        Clients<CheckoutClient> typed = hub.clients(CheckoutClient.class);
        IntStream.range(0, 10).mapToObj(String::valueOf).forEach(part -> {
            switch (Integer.parseInt(part) % 4) {
                case 0 -> events.fire(paid(owner, part));
                case 1 -> messages.send(paid(owner, part));
                case 2 -> untyped.user(owner).send("Orders_Paid", part);
                default -> typed.user(owner).paid(part);
            }
        });
    }

    /** Tells how it goes, and then that it went wrong. */
    public void progressAndFail(String owner, String order) {
        hub.clients(CheckoutClient.class).immediately().user(owner).progress(50);
        events.fire(paid(owner, order).immediately());
        events.fire(paid(owner, order));
        context.setRollbackOnly();
    }

    public void payAsync(String owner, String order) {
        events.fireAsync(paid(owner, order));
    }

    /** Lets observers of the transaction's phases speak, too. */
    public void payObserved(String owner, String order, boolean fails) {
        payments.fire(new Paid(owner, order));
        events.fire(paid(owner, order));
        if (fails) {
            context.setRollbackOnly();
        }
    }

    private static DirectedMessage paid(String owner, String order) {
        return DirectedMessage.toUser(owner, "Orders", "Paid", order).via(CheckoutHub.class);
    }
}
