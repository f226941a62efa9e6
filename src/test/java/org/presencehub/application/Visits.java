package org.presencehub.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests by which clients reach a hub, which a hub itself never sees. Clients name their visits. Thread-safe. */
@ApplicationScoped
public class Visits {
    private final Map<String, Visit> openings = new ConcurrentHashMap<>();
    private final Map<String, Visit> sendings = new ConcurrentHashMap<>();

    /** Keeps what there is to know of a request that opens a connection, polls or sends. */
    void note(String visit, HttpServletRequest request) {
        (request.getMethod().equals("POST") ? sendings : openings).put(visit, Visit.of(request));
    }

    /** {@return the latest request that opened the connection or polled} */
    public Visit opening(String visit) {
        return Objects.requireNonNull(openings.get(visit), visit);
    }

    /** {@return the latest request that sent something} */
    public Visit sending(String visit) {
        return Objects.requireNonNull(sendings.get(visit), visit);
    }

    /** A request. Immutable. */
    public record Visit(Map<String, String> headers, Map<String, String> cookies, Map<String, String> parameters) {
        static Visit of(HttpServletRequest request) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            Collections.list(request.getHeaderNames()).forEach(name -> headers.put(name, request.getHeader(name)));
            Map<String, String> parameters = new HashMap<>();
            Stream.of(Objects.requireNonNullElse(request.getQueryString(), "").split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> parameters.put(pair[0], pair[1]));
            Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
            return new Visit(
                    headers,
                    Arrays.stream(cookies)
                            .collect(Collectors.toMap(Cookie::getName, Cookie::getValue, (first, second) -> first)),
                    parameters);
        }

        @Nullable
        String header(String name) {
            return headers.get(name);
        }

        @Nullable
        String cookie(String name) {
            return cookies.get(name);
        }

        String parameter(String name) {
            return Objects.requireNonNull(parameters.get(name), name);
        }
    }
}
