package org.presencehub;

/**
 * Reaches the clients of a hub from outside it; inject {@code HubContext<ChatHub>} anywhere. Thread-safe.
 *
 * @param <H> the hub's class
 */
public interface HubContext<H> {
    /** {@return the hub's clients} */
    Clients<ClientProxy> clients();

    /**
     * {@return the hub's clients, called through an interface of the application}
     *
     * @throws IllegalArgumentException if it cannot be used so; {@link Clients} says which can
     */
    <T> Clients<T> clients(Class<T> type);

    /** {@return the hub's groups} */
    Groups groups();
}
