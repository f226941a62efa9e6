package org.presencehub.lifecycle;

/** Who is not sent away yet: fewer, the longer a drain lasts. */
public enum Spared {
    /** Whoever is still arriving, or waits for the answer to a call. */
    ARRIVALS_AND_CALLS,
    /** Whoever waits for the answer to a call. */
    CALLS,
    /** Nobody. */
    NOBODY;

    /** {@return whether those are left alone who have negotiated and have not said hello yet} */
    public boolean arrivals() {
        return this == ARRIVALS_AND_CALLS;
    }

    /** {@return whether those are left alone whose call runs} */
    public boolean calls() {
        return this != NOBODY;
    }
}
