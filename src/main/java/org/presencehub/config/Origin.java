package org.presencehub.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page came from, as browsers write it in a header (RFC 6454 §7, Fetch Standard §3.2). Immutable.
 *
 * @param text scheme and host in lower case, and a port unless it is the default one of the scheme; or {@code null}, which says no more than
 *     that the origin is hidden
 */
public record Origin(String text) {
    private static final Origin HIDDEN = new Origin("null");

    /** Pages that were opened from files, in web views of apps, have a scheme alone. */
    private static final Origin FILES = new Origin("file://");

    /** A letter beyond ASCII is not in it: browsers send such a name as {@code xn--…}, and Java would translate some to another host. */
    private static final Pattern PARTS = Pattern.compile(
            "([a-z][a-z0-9+.-]*)://([a-z0-9._~!$&'()+;=%-]++|\\[[0-9a-f:.]++])(?::([0-9]{1,5}))?",
            Pattern.CASE_INSENSITIVE);

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    /** Schemes of what pages open, and never of pages. */
    private static final Set<String> SOCKETS = Set.of("ws", "wss");

    private static final int LAST_PORT = 65_535;

    /** {@return the origin, unless no browser would write such a text} */
    public static Optional<Origin> of(String text) {
        if (text.equals(HIDDEN.text)) {
            return Optional.of(HIDDEN);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals(FILES.text)) {
            return Optional.of(FILES);
        }
        Matcher parts = PARTS.matcher(text);
        return parts.matches() && !SOCKETS.contains(parts.group(1).toLowerCase(Locale.ROOT))
                ? withPort(lower, parts)
                : Optional.empty();
    }

    private static Optional<Origin> withPort(String lower, Matcher parts) {
        if (parts.group(3) == null) {
            return Optional.of(new Origin(lower));
        }
        int port = Integer.parseInt(parts.group(3));
        String portless = lower.substring(0, parts.end(2));
        if (port > LAST_PORT) {
            return Optional.empty();
        }
        boolean usual = DEFAULT_PORTS.getOrDefault(lower.substring(0, parts.end(1)), -1) == port;
        return Optional.of(new Origin(usual ? portless : portless + ":" + port));
    }

    @Override
    public String toString() {
        return text;
    }
}
