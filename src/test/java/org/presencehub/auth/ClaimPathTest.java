package org.presencehub.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimPathTest {
    @Test
    void slashesGoDownALevel() {
        ClaimPath path = ClaimPath.parse("key", " realm_access/roles ");

        assertThat(path.names()).containsExactly("realm_access", "roles");
        assertThat(path).hasToString("realm_access/roles");
    }

    @Test
    void quotedNamesKeepTheirSlashes() {
        ClaimPath path = ClaimPath.parse("key", "\"https://example.org/roles\"/list");

        assertThat(path.names()).containsExactly("https://example.org/roles", "list");
        assertThat(path).hasToString("\"https://example.org/roles\"/list");
    }

    @Test
    void oddPathsAreToldWithTheirKey() {
        for (String odd : List.of("", " ", "/a", "a//b", "a/", "\"a", "a\"b\"", "\"\"", "a/ /b")) {
            assertThatThrownBy(() -> ClaimPath.parse("presencehub.jwt.role-claim", odd))
                    .as(odd)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("presencehub.jwt.role-claim is '" + odd + "', but only claim names with /");
        }
    }

    @Test
    void pathThatLeadsNowhereFindsNothing() {
        var claims = Json.createObjectBuilder()
                .add("text", "x")
                .addNull("none")
                .add("map", Json.createObjectBuilder().add("in", 1))
                .build();

        assertThat(ClaimPath.parse("key", "map/in").in(claims)).contains(Json.createValue(1));
        for (String path : List.of("other", "text/in", "none", "none/in", "map/out", "map/in/deeper")) {
            assertThat(ClaimPath.parse("key", path).in(claims)).as(path).isEmpty();
        }
    }
}
