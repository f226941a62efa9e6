package org.presencehub.transport.descriptor;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which paths of an application a servlet, a filter or a constraint is for (Jakarta Servlet 6.0, 12.2). Immutable. */
public record UrlPattern(String text) {
    private static final String ANYTHING_BELOW = "/*";

    private static final Comparator<UrlPattern> BEST_LAST =
            Comparator.comparing(UrlPattern::kind).thenComparing(pattern -> pattern.text.length());

    /** The better one stands behind (12.1). */
    private enum Kind {
        DEFAULT,
        EXTENSION,
        PREFIX,
        EXACT
    }

    private Kind kind() {
        if (text.equals("/")) {
            return Kind.DEFAULT;
        }
        if (text.startsWith("*.")) {
            return Kind.EXTENSION;
        }
        return text.endsWith(ANYTHING_BELOW) ? Kind.PREFIX : Kind.EXACT;
    }

    /** @param path below the context root, beginning with a slash */
    boolean matches(String path) {
        return switch (kind()) {
            case DEFAULT -> true;
            case EXTENSION -> path.substring(path.lastIndexOf('/') + 1).endsWith(text.substring(1));
            case PREFIX -> (path + "/").startsWith(text.substring(0, text.length() - 1));
            case EXACT -> path.equals(text.isEmpty() ? "/" : text); // empty: the context root alone
        };
    }

    /** {@return the one that counts for this path, if any matches} */
    public static Optional<UrlPattern> best(Collection<UrlPattern> patterns, String path) {
        return patterns.stream().filter(pattern -> pattern.matches(path)).max(BEST_LAST);
    }

    @Override
    public String toString() {
        return text;
    }
}
