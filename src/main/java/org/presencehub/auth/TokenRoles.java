package org.presencehub.auth;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the roles that a token gives, in each shape in which issuers write them. Stateless.
 *
 * <p>What cannot be read gives no role, and is no reason to refuse the token: most of what a hub does asks for none.
 */
final class TokenRoles {
    /** Claims that are one text with spaces between the roles (RFC 8693, 4.2; Entra ID and Okta have the short name). */
    private static final Set<String> SCOPES = Set.of("scope", "scp");

    private TokenRoles() {}

    /** {@return the roles that stand there; none, if nothing does} */
    static Set<String> in(JsonObject claims, ClaimPath path) {
        return path.in(claims).map(value -> read(value, path)).orElse(Set.of());
    }

    private static Set<String> read(JsonValue value, ClaimPath path) {
        if (value instanceof JsonObject object) { // Zitadel: each role with the organizations that give it
            return object.keySet();
        }
        if (value instanceof JsonString text && SCOPES.contains(path.last())) {
            return Stream.of(text.getString().split(" "))
                    .filter(role -> !role.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return strings(value instanceof JsonArray array ? array : List.of(value), path);
    }

    private static Set<String> strings(List<? extends JsonValue> values, ClaimPath path) {
        Set<String> roles = new LinkedHashSet<>();
        int others = 0;
        for (JsonValue value : values) {
            if (value instanceof JsonString text) {
                roles.add(text.getString());
            } else {
                others++;
            }
        }
        if (others > 0) {
            AuthLog.unreadableRoles(path, others);
        }
        return roles;
    }
}
