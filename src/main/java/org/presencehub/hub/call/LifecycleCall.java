package org.presencehub.hub.call;

import org.presencehub.hub.runtime.CallerContext;
import org.presencehub.hub.runtime.HubCall;
import org.presencehub.identity.Caller;

/**
 * A method of the hub's own that no client calls: for arrivals, for fresh tokens, or for departures. Immutable.
 *
 * @param caller who showed the token that counts when it begins
 * @param mayAsk whether it may ask a client
 */
public record LifecycleCall(CallerContext context, Caller caller, boolean mayAsk) implements HubCall {
    public LifecycleCall(CallerContext context, boolean mayAsk) {
        this(context, context.caller(), mayAsk);
    }

    @Override
    public void yieldOrder() {
        if (!mayAsk) {
            throw new IllegalStateException("Client results inside OnConnectedAsync Hub methods are not allowed.");
        }
    }
}
