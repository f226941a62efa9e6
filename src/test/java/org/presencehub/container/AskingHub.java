package org.presencehub.container;

import jakarta.inject.Inject;
import org.presencehub.Clients;
import org.presencehub.Hub;

/** A hub that asks its clients something, and would have to wait for the answer. Stateless. */
@Hub("/hubs/asking")
public class AskingHub {
    @Inject
    Clients<Questions> clients;

    /** Waits for an answer instead of promising it. */
    interface Questions {
        boolean confirm(String question);
    }
}
