package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestOptions;
import org.presencehub.identity.http.RequestAuthenticator;

/** What a hub's path asks of a request before it is for any connection. */
class HubServletTest {
    private final HubServlet servlet = new HubServlet(
            new EchoRoute(),
            new RequestAuthenticator(TokenVerifier.of(AuthOptions.DEFAULTS)),
            TransportOptions.DEFAULTS,
            new RequestDeadlines(RequestOptions.DEFAULTS, System::nanoTime),
            new PolledConnections(TransportOptions.DEFAULTS));

    /** Where the server itself takes it. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void aQueryThatIsTooLongForATokenIsToldSo(String method) throws Exception {
        ThoughtUpRequest longest = sent(method + " /?id=unknown&x=" + "x".repeat(18_419));
        ThoughtUpRequest longer = sent(method + " /?id=unknown&x=" + "x".repeat(18_420));

        assertThat(longest.status()).isEqualTo(404);
        assertThat(longer.status()).isEqualTo(414);
        assertThat(longer.answer()).isEqualTo("A query of 18433 characters; at most 18432 are read.");
    }

    private ThoughtUpRequest sent(String text) throws Exception {
        ThoughtUpRequest request = new ThoughtUpRequest(text);
        request.sendTo(servlet);
        return request;
    }
}
