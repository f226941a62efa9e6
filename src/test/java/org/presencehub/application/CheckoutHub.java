package org.presencehub.application;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.presencehub.Clients;
import org.presencehub.Hub;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.HubMethodName;

/** A hub whose methods run in transactions. An instance per call. */
@Hub("/hubs/checkout")
public class CheckoutHub {
    @Inject
    private HubCallerContext caller;

    @Inject
    private Clients<CheckoutClient> clients;

    @Inject
    private Ledger ledger;

    @Transactional
    @HubMethodName("Pay")
    public String pay(String order) {
        String owner = String.valueOf(caller.userId());
        ledger.write(owner, order);
        clients.user(owner).paid(order);
        clients.immediately().caller().progress(100);
        return order;
    }

    @Transactional
    @HubMethodName("PayAndThrow")
    public void payAndThrow(String order) {
        pay(order);
        throw new HubException("A payment failed on purpose");
    }
}
