package org.presencehub.container;

import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import org.presencehub.Clients;
import org.presencehub.Hub;

/** A hub that asks its clients something, which nobody could answer. Stateless. */
@Hub("/hubs/asking")
public class AskingHub {
    @Inject
    Clients<Questions> clients;

    /** Waits for an answer. */
    interface Questions {
        CompletionStage<Boolean> confirm(String question);
    }
}
