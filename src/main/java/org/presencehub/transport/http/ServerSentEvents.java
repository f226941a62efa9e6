package org.presencehub.transport.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.http.HeldResponse;
import org.presencehub.http.RequestHead;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.ConnectionLookup;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.entry.TransferFormat;
import org.presencehub.transport.entry.TransportEntry;

/** What opens a stream of events (TransportProtocols.md, Server-Sent Events). Thread-safe. */
public final class ServerSentEvents implements TransportEntry {
    private static final String TYPE = "text/event-stream";

    private final ConnectionLookup lookup;

    public ServerSentEvents(ConnectionLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public HubTransport transport() {
        return HubTransport.SERVER_SENT_EVENTS;
    }

    @Override
    public Set<TransferFormat> formats() {
        return Set.of(TransferFormat.TEXT);
    }

    /** As ASP.NET Core SignalR has it, without any parameter. */
    @Override
    public boolean isAskedFor(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
                .anyMatch(type -> type.strip().equals(TYPE));
    }

    @Override
    public void open(Exchange exchange) throws IOException, RequestRefusedException {
        Connection connection = lookup.existing(exchange);
        ConnectionLookup.requireNoBody(exchange);
        lookup.claim(exchange, connection, HubTransport.SERVER_SENT_EVENTS);
        connection.carriedByRequestOf(RequestHead.weight(exchange.request()));
        describe(exchange.response());
        Runnable onLost = () -> connection.transportClosed(DisconnectReason.LOST);
        HeldResponse stream = HeldResponse.hold(exchange.request(), exchange.response(), broken -> onLost.run());
        ServerSentEventsTransport transport = new ServerSentEventsTransport(stream, onLost);
        if (!connection.attach(transport)) {
            transport.close(DisconnectReason.NEVER_ATTACHED);
        }
    }

    private static void describe(HttpServletResponse response) {
        response.setContentType(TYPE);
        response.setHeader(
                "Cache-Control",
                "no-cache, no-store, no-transform"); // or else a proxy might compress, and so hold back, what it passes
        response.setHeader("Pragma", "no-cache");
        response.setHeader("X-Accel-Buffering", "no"); // nginx
    }
}
