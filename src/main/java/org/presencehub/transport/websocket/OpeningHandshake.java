package org.presencehub.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.entry.TransportLog;

/**
 * What makes a request the beginning of a WebSocket (RFC 6455, 4.2.1). Stateless.
 *
 * <p>One that has only a part of it comes from a proxy that does not pass on the rest, as between HTTP/2 and HTTP/1.1. Taken for a poll, it would be
 * answered with 200, and its id would belong to a client that polls.
 */
final class OpeningHandshake {
    private static final String PREFIX = "Sec-WebSocket-";
    private static final String VERSION = "13";

    private OpeningHandshake() {}

    /** {@return whether the request has anything of it} */
    static boolean isBegun(HttpServletRequest request) {
        return has(request, "Upgrade", "websocket")
                || Collections.list(request.getHeaderNames()).stream()
                        .anyMatch(name -> name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()));
    }

    /** Refuses a request that has not all of it. */
    static void require(HttpServletRequest request, HttpServletResponse response) throws RequestRefusedException {
        Optional<String> fault = fault(request);
        if (fault.isPresent()) {
            TransportLog.faultyHandshake(
                    request.getServletPath(),
                    fault.get(),
                    Collections.list(request.getHeaders("Via")).stream().collect(Collectors.joining(", ")));
            response.setHeader("Sec-WebSocket-Version", VERSION); // as RFC 6455, 4.2.2 has it
            throw RequestRefusedException.of(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "This is no handshake of a WebSocket: " + fault.get()
                            + ". A proxy on the way may not pass it on as it came.");
        }
    }

    private static Optional<String> fault(HttpServletRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return Optional.of("'Upgrade: websocket' is missing");
        }
        if (!has(request, "Connection", "upgrade")) {
            return Optional.of("'Connection: upgrade' is missing");
        }
        if (!VERSION.equals(request.getHeader(PREFIX + "Version"))) {
            return Optional.of("Sec-WebSocket-Version is not " + VERSION);
        }
        String key = request.getHeader(PREFIX + "Key");
        if (!isKey(key)) {
            return Optional.of("Sec-WebSocket-Key is " + (key == null ? "missing" : "not 16 bytes in base64"));
        }
        return Optional.empty();
    }

    /** {@return whether one of the header's items is this word} */
    private static boolean has(HttpServletRequest request, String header, String word) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .anyMatch(item -> item.strip().equalsIgnoreCase(word));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
