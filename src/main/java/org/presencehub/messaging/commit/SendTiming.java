package org.presencehub.messaging.commit;

import java.util.function.Supplier;
import org.presencehub.Delivery;

/** Decides when a message leaves. Thread-safe. */
public interface SendTiming {
    /** Lets every message leave at once. */
    SendTiming IMMEDIATE = Supplier::get;

    /**
     * Sends a message, now or later.
     *
     * @param departure looks its receivers up and hands it to them; runs once, or never
     */
    Delivery send(Supplier<Delivery> departure);
}
