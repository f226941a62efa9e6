package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody reads whose page may not use a hub. */
class OriginsTest {
    private final HubServlet servlet = HubServlets.of(new EchoRoute());

    private ThoughtUpRequest send(String line, String... headers) throws ServletException, IOException {
        ThoughtUpRequest request = new ThoughtUpRequest(line + "\nHost: hub.example\n" + String.join("\n", headers));
        request.sendTo(servlet);
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /negotiate",
                "GET ?id=x",
                "OPTIONS /negotiate",
                "POST /refresh",
                "DELETE ?id=x",
                "GET /nowhere"
            })
    void aRefusedOriginIsNamedAndSoIsTheKeyThatDecides(String line) throws Exception {
        ThoughtUpRequest answer = send(line, "Origin: https://foreign.example", "Access-Control-Request-Method: POST");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.answered("Content-Type")).startsWith("text/plain");
        assertThat(answer.answer())
                .isEqualTo(
                        "Pages of the origin 'https://foreign.example' may not use this hub. Whoever runs the server decides"
                                + " that: presencehub.allowed-origins lists the origins that may.");
    }

    /** Without these headers a page that has misspelt it would hear of CORS only. */
    @Test
    void thePageOfTheHubItselfReadsThatNothingIsBelowIt() throws Exception {
        ThoughtUpRequest answer = send("POST /negotiat", "Origin: https://hub.example");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.answered("Access-Control-Allow-Origin")).isEqualTo("https://hub.example");
        assertThat(answer.answer()).isEqualTo("The hub is at /hub, and nothing is here.");
    }

    /** Not the Host header, which a proxy may have made up, and no byte that ends or hides a line. */
    @Test
    void nothingElseIsTold() throws Exception {
        ThoughtUpRequest answer =
                send("POST /negotiate", "Origin: \u0007'<script>" + "x".repeat(200), "Cookie: secret=1");

        assertThat(answer.answer())
                .contains("'??<script>xxx", "x…'")
                .doesNotContain("hub.example", "secret", "\u0007")
                .hasSizeLessThan(300);
        assertThat(answer.answered("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
