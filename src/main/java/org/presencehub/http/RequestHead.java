package org.presencehub.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;

/** What comes before a request's body, as far as it costs memory: servers keep it until the request is answered. Stateless. */
public final class RequestHead {
    /** The URL as it came, the values in it, and the buffer that they were read through, which lasts as long as the socket. */
    private static final int COPIES_OF_URL = 3;

    private static final int COPIES_OF_HEADERS = 2;

    /** Bytes of the objects for one header, cookie or parameter, however short it is. */
    private static final int ITEM = 350;

    /** What browsers and proxies send of these: so many are reckoned with for each connection. */
    private static final int USUAL_ITEMS = 30;

    private RequestHead() {}

    /** {@return about how many bytes of the heap a server keeps for the head of this request} */
    public static long weight(HttpServletRequest request) {
        return COPIES_OF_URL * (length(request.getRequestURI()) + length(request.getQueryString()))
                + COPIES_OF_HEADERS * headers(request)
                + ITEM * Math.max(0, items(request) - USUAL_ITEMS);
    }

    private static long items(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).size()
                + Collections.list(request.getHeaders("Cookie")).stream()
                        .mapToLong(cookies -> 1 + count(cookies, ';') + count(cookies, ','))
                        .sum()
                + count(request.getQueryString(), '&');
    }

    private static long count(String text, char separator) {
        return Objects.requireNonNullElse(text, "")
                .chars()
                .filter(each -> each == separator)
                .count();
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
