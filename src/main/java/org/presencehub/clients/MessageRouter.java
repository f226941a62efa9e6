package org.presencehub.clients;

import java.util.concurrent.CompletionStage;
import org.presencehub.Delivery;
import org.presencehub.DisconnectReason;
import org.presencehub.protocol.HubMessage.Completion;

/**
 * The one way to the clients of a hub. Thread-safe, never blocks.
 *
 * <p>All that crosses is a value: the hub's path, ids and names, and arguments in their own encoding. Whether a message waits for the commit of a
 * transaction is decided before.
 */
public interface MessageRouter {
    /** Hands a message to these. {@return whom it reached} */
    Delivery send(String hub, Recipients recipients, SerializedInvocation message);

    /**
     * Asks one client.
     *
     * @return its answer, on a thread that must not wait; fails with a {@link org.presencehub.ClientDisconnectedException} if it is not there or leaves
     */
    CompletionStage<Completion> ask(String hub, String connectionId, SerializedInvocation question);

    /** Puts a client into a group, if it is there. */
    void join(String hub, String connectionId, String group);

    /** Takes a client out of a group. */
    void leave(String hub, String connectionId, String group);

    /** Ends the connections of these, whose clients are told why. {@return how many this call ended} */
    int disconnect(String hub, Recipients recipients, DisconnectReason reason, boolean mayReconnect);
}
