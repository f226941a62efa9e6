package org.presencehub.auth;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.presencehub.work.Printable;

/**
 * Where a claim stands in a token: names from the outside in, as in Keycloak's {@code realm_access/roles}. Immutable.
 *
 * @param names one name per level; at least one, none blank
 */
public record ClaimPath(List<String> names) {
    private static final Pattern NAME = Pattern.compile("\\G(?:^|(?!^)/)(?:\"([^\"]+)\"|([^\"/]+))");

    public ClaimPath {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a claim path needs a name on each level: " + Printable.quoted(names));
        }
    }

    /**
     * Reads a path as configuration writes it: names with {@code /} between; a name that has a {@code /} itself, such as
     * {@code "https://example.org/roles"}, in double quotes.
     *
     * @param key the configuration key, to name it when the text is wrong
     */
    public static ClaimPath parse(String key, String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text.strip());
        int end = 0;
        while (name.find()) {
            names.add(name.group(1) != null ? name.group(1) : name.group(2));
            end = name.end();
        }
        if (names.isEmpty() || end < text.strip().length() || names.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    key + " is " + Printable.quoted(text) + ", but only claim names with / between"
                            + " are allowed, such as realm_access/roles, a name with a / in it in double quotes");
        }
        return new ClaimPath(names);
    }

    /** What stands there; empty if nothing does, or only a JSON null. */
    Optional<JsonValue> in(JsonObject claims) {
        JsonValue value = claims;
        for (String name : names) {
            value = value instanceof JsonObject object ? object.getOrDefault(name, JsonValue.NULL) : JsonValue.NULL;
        }
        return value == JsonValue.NULL ? Optional.empty() : Optional.of(value);
    }

    /** {@return the name of the claim itself} */
    String last() {
        return names.get(names.size() - 1);
    }

    /** The path as configuration writes it. */
    @Override
    public String toString() {
        return String.join(
                "/",
                names.stream()
                        .map(name -> name.contains("/") ? '"' + name + '"' : name)
                        .toList());
    }
}
