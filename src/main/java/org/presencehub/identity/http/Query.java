package org.presencehub.identity.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query of a URL. Immutable.
 *
 * <p>Not {@code getParameter}: that reads a form's body too, which may hold nothing for us, and a server may hand path parameters in it.
 */
public record Query(List<Parameter> parameters) {
    /** A name and a value, both decoded. Immutable. */
    public record Parameter(String name, String value) {}

    /**
     * {@return the query of a URL}
     *
     * @param text what follows the question mark, as it came, or null if there is none
     */
    public static Query of(@Nullable String text) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            decode(name)
                    .ifPresent(key -> decode(equals < 0 ? "" : pair.substring(equals + 1))
                            .ifPresent(value -> parameters.add(new Parameter(key, value))));
        }
        return new Query(List.copyOf(parameters));
    }

    /** {@return the value, unless it is missing, empty, or not properly escaped} */
    public Optional<String> value(String name) {
        return values(name).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** {@return all values of this name, whatever its case, as the reference does} */
    public List<String> values(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .toList();
    }

    private static Optional<String> decode(String escaped) {
        try {
            return Optional.of(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
