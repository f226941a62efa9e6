package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.presencehub.HubTransport;
import org.presencehub.connection.Connection;
import org.presencehub.connection.HubRoute;
import org.presencehub.identity.http.PlainResponse;
import org.presencehub.identity.http.Query;
import org.presencehub.identity.http.RequestRefusedException;

/** The first request of a client: it gets ids, and learns what the server can do (TransportProtocols.md, negotiate). Immutable. */
public final class Negotiation {
    private static final int NEWEST = 1;
    private static final String NOT_AN_INTEGER = "{\"error\":\"The client requested a non-integer protocol version.\"}";
    private static final String NOTHING =
            "{\"error\":\"The server cannot offer any transport for this end point; its log says why.\"}";

    private final HubRoute route;
    private final ConnectionLookup lookup;
    private final Offer offer;
    private final List<TransportEntry> entries;
    private final int oldest;

    /**
     * @param entries the ways into the hub
     * @param oldest the first version that is spoken
     */
    public Negotiation(HubRoute route, ConnectionLookup lookup, Offer offer, List<TransportEntry> entries, int oldest) {
        this.entries = entries;
        this.oldest = oldest;
        this.route = route;
        this.lookup = lookup;
        this.offer = offer;
    }

    private String described(Set<HubTransport> offered) {
        return entries.stream()
                .filter(entry -> offered.contains(entry.transport()))
                .sorted(Comparator.comparing(TransportEntry::transport)) // clients try them in this order
                .map(Negotiation::described)
                .collect(Collectors.joining(",", "\"availableTransports\":[", "]}"));
    }

    private static String described(TransportEntry entry) {
        String formats = entry.formats().stream()
                .sorted()
                .map(format -> "\"" + format.title() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"transport\":\"" + entry.transport().title() + "\",\"transferFormats\":" + formats + "}";
    }

    public void answer(Exchange exchange) throws IOException, RequestRefusedException {
        Optional<Integer> version = version(exchange.query().values("negotiateVersion"));
        String body =
                version.isEmpty() ? NOT_AN_INTEGER : answer(exchange, version.get(), wantsResume(exchange.query()));
        new PlainResponse(
                        HttpServletResponse.SC_OK,
                        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                        body)
                .send(exchange.response());
    }

    /** In any case of letters, but nothing else for true: as the reference has it. */
    private boolean wantsResume(Query query) {
        return route.statefulReconnect()
                && query.value("useStatefulReconnect")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
    }

    private String answer(Exchange exchange, int version, boolean resume) throws RequestRefusedException {
        if (version < oldest) {
            return "{\"error\":\"The client requested version '" + version
                    + "', but the server does not support this version.\"}";
        }
        Set<HubTransport> offered = offer.to(exchange.request());
        return offered.isEmpty() ? NOTHING : ids(exchange, Math.min(NEWEST, version), resume, offered);
    }

    /**
     * Absent members are left out: the Java client fails on nulls. Ids need no escaping.
     *
     * <p>Version 0 has one id for both, so there it is the token. Everybody else knows the connection by its public id, which such a client never
     * learns: or else the secret would be in logs and on the console.
     */
    private String ids(Exchange exchange, int version, boolean resume, Set<HubTransport> offered)
            throws RequestRefusedException {
        Connection connection = lookup.opened(exchange);
        if (resume) {
            connection.offerResume();
        }
        if (version == 0) {
            connection.publishToken();
        }
        String ids = version == 0
                ? "\"connectionId\":\"" + connection.token() + "\","
                : "\"connectionId\":\"" + connection.id() + "\",\"connectionToken\":\"" + connection.token() + "\",";
        return "{\"negotiateVersion\":" + version + "," + ids
                + (resume ? "\"useStatefulReconnect\":true," : "")
                + lifetime(connection)
                + described(offered);
    }

    /** Only where a client can do something about it. */
    private String lifetime(Connection connection) {
        String lifetime = route.refreshes().areOn() ? TokenLifetime.member(connection.caller(), Instant.now()) : "";
        return lifetime.isEmpty() ? "" : lifetime + ",";
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
