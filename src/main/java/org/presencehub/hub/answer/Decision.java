package org.presencehub.hub.answer;

import org.presencehub.hub.definition.HubMethod;

/** Whether a call is made. */
public sealed interface Decision permits Decision.Admitted, Refusal {
    /**
     * It is made. Immutable.
     *
     * @param method the method that is called
     */
    record Admitted(HubMethod method) implements Decision {}
}
