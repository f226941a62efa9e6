package org.presencehub.lifecycle;

/** Who is not sent away yet. The longer a drain lasts, the less there is of it. */
public enum Patience {
    /** Whoever is still arriving, or waits for the answer to a call. */
    WITH_ARRIVALS_AND_CALLS,
    /** Whoever waits for the answer to a call. */
    WITH_CALLS,
    /** Nobody. */
    NONE;

    /** {@return whether those are left alone who have negotiated and have not said hello yet} */
    public boolean withArrivals() {
        return this == WITH_ARRIVALS_AND_CALLS;
    }

    /** {@return whether those are left alone whose call runs} */
    public boolean withCalls() {
        return this != NONE;
    }
}
