package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.presencehub.config.Origin;
import org.presencehub.identity.http.RequestRefusedException;
import org.presencehub.transport.options.AllowedOrigins;
import org.presencehub.work.Printable;

/**
 * Which pages may connect: those of this server, and those that configuration allows. Immutable.
 *
 * <p>WebSockets know no CORS, and a container's own login travels in cookies, so a foreign origin is refused on every request rather than
 * merely kept from reading the answer (RFC 6455 §10.2).
 */
public final class Origins {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Pattern DEFAULT_PORT = Pattern.compile(":(80|443)?$");

    private final AllowedOrigins allowed;

    public Origins(AllowedOrigins allowed) {
        this.allowed = allowed;
    }

    /** Refuses a foreign origin, and lets an allowed one read the answer. Requests that name none do not come from pages. */
    public void check(HttpServletRequest request, HttpServletResponse response) throws RequestRefusedException {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return;
        }
        String host = request.getHeader("Host");
        if (!isAllowed(origin) && !isSame(origin, host)) {
            throw RequestRefusedException.forbidden(
                    request.getServletPath(),
                    "the origin " + Printable.quoted(origin) + " is neither that of the Host header "
                            + Printable.quoted(String.valueOf(host)) + " nor one of " + AllowedOrigins.ALLOWED_ORIGINS,
                    "Pages of the origin " + Printable.quoted(origin)
                            + " may not use this hub. Whoever runs the server decides that: "
                            + AllowedOrigins.ALLOWED_ORIGINS + " lists the origins that may.");
        }
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.addHeader("Vary", "Origin");
    }

    /** Answers a browser that asks whether its page may send the request at all. */
    public static void answerPreflight(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) { // clients may be given headers of their own; the origin is what decides
            response.setHeader("Access-Control-Allow-Headers", wanted);
        }
        response.setHeader("Access-Control-Max-Age", "600");
    }

    public static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private boolean isAllowed(String origin) {
        return isListed(origin) || (allowed.local() && isLocal(origin));
    }

    /** Browsers send the form that is listed; other clients write what their authors wrote. */
    private boolean isListed(String origin) {
        return Origin.of(origin)
                .filter(page -> allowed.listed().contains(page.text()))
                .isPresent();
    }

    private static boolean isLocal(String origin) {
        URI uri = uri(origin);
        return uri != null && uri.getHost() != null && LOCAL.contains(uri.getHost());
    }

    /** Host and port only: TLS may have ended at a proxy, so the scheme that we see may not be the page's. */
    private static boolean isSame(String origin, @Nullable String host) {
        URI page = uri(origin);
        return page != null
                && host != null
                && page.getRawAuthority() != null // its host may be one that URI does not know as such: my_app
                && withoutDefaultPort(page.getRawAuthority()).equals(withoutDefaultPort(host.toLowerCase(Locale.ROOT)));
    }

    private static String withoutDefaultPort(String authority) {
        return DEFAULT_PORT.matcher(authority).replaceFirst("");
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
