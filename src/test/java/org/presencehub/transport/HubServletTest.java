package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub's path asks of a request before it is for any connection. */
class HubServletTest {
    private final EchoRoute route = new EchoRoute();

    /** Where the server itself takes it. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void aQueryThatIsTooLongForATokenIsToldSo(String method) throws Exception {
        ThoughtUpRequest longest = sent(route, method + " /?id=unknown&x=" + "x".repeat(18_419));
        ThoughtUpRequest longer = sent(route, method + " /?id=unknown&x=" + "x".repeat(18_420));

        assertThat(longest.status()).isEqualTo(404);
        assertThat(longer.status()).isEqualTo(414);
        assertThat(longer.answer()).isEqualTo("A query of 18433 characters; at most 18432 are read.");
    }

    /** Before anybody is asked for a method, or for a token. */
    @ParameterizedTest
    @ValueSource(strings = {"POST", "GET"})
    void whereNoFreshTokenIsTakenThereIsNoPathForIt(String method) throws Exception {
        ThoughtUpRequest answer = sent(route.withoutRefreshes(), method + " /refresh");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.answer()).isEmpty();
        assertThat(sent(route, method + " /refresh").status()).isEqualTo(method.equals("POST") ? 400 : 405);
    }

    private static ThoughtUpRequest sent(EchoRoute route, String text) throws Exception {
        ThoughtUpRequest request = new ThoughtUpRequest(text);
        request.sendTo(HubServlets.of(route));
        return request;
    }
}
