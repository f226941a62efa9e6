package org.presencehub;

/** Sends directed messages and says whom they reached; firing {@code Event<DirectedMessage>} does the same without an answer. Thread-safe. */
public interface DirectedMessages {
    /**
     * Hands a message to the connections of its receivers, and does not wait for them.
     *
     * @return how many connections and users it was handed to; nobody is no error
     * @throws jakarta.json.bind.JsonbException if the payload cannot be bound to JSON
     * @throws IllegalArgumentException if the message names a class that is no hub
     */
    Delivery send(DirectedMessage message);
}
