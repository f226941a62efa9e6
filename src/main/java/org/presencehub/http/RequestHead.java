package org.presencehub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;

/** What comes before a request's body, as far as it costs memory: servers keep it until the request is answered. Stateless. */
public final class RequestHead {
    /** The URL as it came, the values in it, and the buffer that they were read through, which lasts as long as the socket. */
    private static final int COPIES_OF_URL = 3;

    private static final int COPIES_OF_HEADERS = 2;

    private RequestHead() {}

    /** {@return about how many bytes of the heap a server keeps for the head of this request} */
    public static long weight(HttpServletRequest request) {
        return COPIES_OF_URL * (length(request.getRequestURI()) + length(request.getQueryString()))
                + COPIES_OF_HEADERS * headers(request);
    }

    private static long headers(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .mapToLong(name -> Collections.list(request.getHeaders(name)).stream()
                        .mapToLong(value -> name.length() + length(value))
                        .sum())
                .sum();
    }

    private static long length(String text) {
        return Objects.requireNonNullElse(text, "").length();
    }
}
