package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.presencehub.HubTransport;
import org.presencehub.identity.http.RequestRefusedException;

/** One way into a hub, by a GET request to the path of the hub. Thread-safe. */
public interface TransportEntry {
    /** {@return what comes in this way} */
    HubTransport transport();

    /** {@return what it carries, as a client is told in the negotiation} */
    Set<TransferFormat> formats();

    /** {@return whether the client asks for this way} The first way that says so is taken. */
    boolean isAskedFor(HttpServletRequest request);

    /**
     * Opens the way, or goes on with it.
     *
     * @throws RequestRefusedException if the client may not come in this way
     */
    void open(Exchange exchange) throws IOException, RequestRefusedException;
}
