package org.presencehub.hub.runtime;

import org.presencehub.identity.Caller;

/** Hub code that runs now, on the thread that runs it. */
public interface HubCall {
    /** {@return whom it runs for} */
    CallerContext context();

    /** {@return who calls, with the token that counted when the call began} */
    Caller caller();

    /**
     * Lets the next calls of the connection run beside this one, which is going to wait for a client's answer.
     *
     * @throws RuntimeException if it may not wait for one
     */
    void yieldOrder();
}
