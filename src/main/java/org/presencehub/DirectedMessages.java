package org.presencehub;

/**
 * Sends directed messages and says whom they reached; firing {@code Event<DirectedMessage>} does the same without an answer. Thread-safe.
 *
 * <p>Sent or fired in a JTA transaction, messages are bound to JSON at once, leave after the commit, in order, to whoever is connected then,
 * and never after a rollback. Outside one they leave at once, as do {@linkplain DirectedMessage#immediately() immediate} ones, such as an
 * observer of a failed transaction needs. {@code Event.fireAsync} binds and sends on another thread, which has no transaction.
 */
public interface DirectedMessages {
    /**
     * Hands a message to the connections of its receivers, and does not wait for them.
     *
     * @return how many connections and users it was handed to, nobody being no error; or that it waits for the commit
     * @throws jakarta.json.bind.JsonbException if the payload cannot be bound to JSON
     * @throws IllegalArgumentException if the message names a class that is no hub
     */
    Delivery send(DirectedMessage message);
}
