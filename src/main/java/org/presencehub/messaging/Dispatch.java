package org.presencehub.messaging;

import java.util.function.Supplier;
import org.presencehub.Delivery;

/** Decides when a message leaves. Thread-safe. */
interface Dispatch {
    /** Lets every message leave at once. */
    Dispatch IMMEDIATE = Supplier::get;

    /**
     * Sends a message, now or later.
     *
     * @param departure looks its receivers up and hands it to them; runs once, or never
     */
    Delivery send(Supplier<Delivery> departure);
}
