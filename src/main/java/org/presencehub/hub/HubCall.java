package org.presencehub.hub;

/** Hub code that runs now, on the thread that runs it. */
sealed interface HubCall permits HubInvocation, LifecycleCall {
    /** {@return whom it runs for} */
    CallerContext context();

    /**
     * Lets the next calls of the connection run beside this one, which is going to wait for a client's answer.
     *
     * @throws RuntimeException if it may not wait for one
     */
    void yieldOrder();
}
