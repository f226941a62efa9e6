package org.presencehub.transport;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.presencehub.connection.Caller;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;

/** The first request of a client: it gets ids, and learns what the server can do (TransportProtocols.md, negotiate). Immutable. */
final class Negotiation {
    private static final int NEWEST = 1;
    private static final String NOT_AN_INTEGER = "{\"error\":\"The client requested a non-integer protocol version.\"}";
    private static final String TRANSPORTS =
            "\"availableTransports\":[{\"transport\":\"WebSockets\",\"transferFormats\":[\"Text\",\"Binary\"]}]}";

    private final HubRoute route;

    Negotiation(HubRoute route) {
        this.route = route;
    }

    void answer(Caller caller, Query query, HttpServletResponse response) throws IOException, Refusal {
        Optional<Integer> version = version(query.values("negotiateVersion"));
        String body = version.isEmpty() ? NOT_AN_INTEGER : answer(caller, version.get(), wantsResume(query));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(bytes);
    }

    /** In any case of letters, but nothing else for true: as the reference has it. */
    private boolean wantsResume(Query query) {
        return route.statefulReconnect()
                && query.value("useStatefulReconnect")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
    }

    private String answer(Caller caller, int version, boolean resume) throws Refusal {
        return version < 0
                ? "{\"error\":\"The client requested version '" + version
                        + "', but the server does not support this version.\"}"
                : ids(caller, Math.min(NEWEST, version), resume);
    }

    /** Absent members are left out: the Java client fails on nulls. Ids need no escaping. */
    private String ids(Caller caller, int version, boolean resume) throws Refusal {
        Connection connection = HubServlet.opened(
                route,
                version == 0
                        ? route.connections().openWithOneId(caller)
                        : route.connections().open(caller));
        if (resume) {
            connection.offerResume();
        }
        String token = version == 0 ? "" : "\"connectionToken\":\"" + connection.token() + "\",";
        return "{\"negotiateVersion\":" + version + ",\"connectionId\":\"" + connection.id() + "\"," + token
                + (resume ? "\"useStatefulReconnect\":true," : "")
                + TRANSPORTS;
    }

    /** {@return the version asked for, 0 by default, or empty if it is no integer} */
    private static Optional<Integer> version(List<String> values) {
        if (values.isEmpty()) {
            return Optional.of(0);
        }
        try {
            return values.size() > 1
                    ? Optional.empty()
                    : Optional.of(Integer.parseInt(values.get(0).strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
