package org.presencehub.hub;

/**
 * The hub's own method for arrivals, or for departures. Immutable.
 *
 * @param mayAsk whether it may ask a client
 */
record LifecycleCall(CallerContext context, boolean mayAsk) implements HubCall {
    @Override
    public void yieldOrder() {
        if (!mayAsk) {
            throw new IllegalStateException("Client results inside OnConnectedAsync Hub methods are not allowed.");
        }
    }
}
