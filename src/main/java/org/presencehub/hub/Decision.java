package org.presencehub.hub;

/** Whether a call is made. */
sealed interface Decision permits Decision.Admitted, Refusal {
    /**
     * It is made. Immutable.
     *
     * @param method the method that is called
     */
    record Admitted(HubMethod method) implements Decision {}
}
