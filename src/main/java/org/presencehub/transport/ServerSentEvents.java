package org.presencehub.transport;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.presencehub.DisconnectReason;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.http.HeldResponse;
import org.presencehub.http.RequestHead;
import org.presencehub.identity.http.RequestRefusedException;

/** What opens a stream of events (TransportProtocols.md, Server-Sent Events). Thread-safe. */
final class ServerSentEvents {
    private static final String TYPE = "text/event-stream";

    private final Doorkeeper doorkeeper;

    ServerSentEvents(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    /** {@return whether the request asks for a stream of events} As the reference has it, without any parameter. */
    static boolean isAskedFor(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return Stream.of(accept.toLowerCase(Locale.ROOT).split(","))
                .anyMatch(type -> type.strip().equals(TYPE));
    }

    void open(Exchange exchange) throws IOException, RequestRefusedException {
        Connection connection = doorkeeper.existing(exchange);
        Doorkeeper.requireNoBody(exchange);
        doorkeeper.claim(exchange, connection, HubTransport.SERVER_SENT_EVENTS);
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
