package org.presencehub.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.servlet.ServletException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.presencehub.DisconnectReason;
import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.KeyOptions;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.connection.Connection;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestOptions;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.RequestAuthenticator;
import org.presencehub.transport.http.PolledConnections;
import org.presencehub.transport.login.LoginSessions;
import org.presencehub.transport.options.TransportOptions;

/** Requests to a hub that a fuzzer thinks up; in the default build, those that it once found worth keeping. */
class HubServletFuzzTest {
    private static final Set<Integer> STATUSES = Set.of(200, 202, 204, 400, 401, 403, 404, 405, 409);
    private static final String NEXT = "\0";

    private static final RequestAuthenticator AUTHENTICATOR = new RequestAuthenticator(TokenVerifier.of(
            AuthOptions.DEFAULTS.withKeys(KeyOptions.DEFAULTS.withSecret("a secret of 32 bytes or somewhat more"))));

    /** A container that says nothing, as they do when they refuse a handshake. */
    private static final ServerContainer UPGRADES_NOTHING = (ServerContainer) Proxy.newProxyInstance(
            ServerContainer.class.getClassLoader(),
            new Class<?>[] {ServerContainer.class},
            (self, method, arguments) -> null);

    /**
     * Requests to one connection, one after the other, whatever they say.
     *
     * @param bytes requests with a zero between two of them; {@code id=!} becomes the connection's
     */
    @FuzzTest
    void everyRequestIsAnsweredOnceAndNoneIsTheServersFault(byte[] bytes) throws ServletException, IOException {
        EchoRoute route = new EchoRoute();
        Connection connection = route.connections().open(Caller.ANONYMOUS).orElseThrow();
        HubServlet servlet = new HubServlet(
                route,
                AUTHENTICATOR,
                TransportOptions.DEFAULTS,
                new RequestDeadlines(RequestOptions.DEFAULTS, System::nanoTime),
                new PolledConnections(TransportOptions.DEFAULTS),
                new LoginSessions(false, Runnable::run));
        servlet.init(new FakeContext()
                .withAttribute(ServerContainer.class.getName(), UPGRADES_NOTHING)
                .config("hub " + route.path()));
        List<ThoughtUpRequest> requests = new ArrayList<>();

        for (String text : new String(bytes, ISO_8859_1).split(NEXT, -1)) {
            ThoughtUpRequest request = new ThoughtUpRequest(text.replace("id=!", "id=" + connection.token()));
            requests.add(request);
            request.sendTo(servlet);
        }
        connection.end(DisconnectReason.ABORTED);

        assertThat(requests).allSatisfy(request -> {
            assertThat(request.status()).isIn(STATUSES);
            assertThat(request.isHeld()).isFalse();
            assertThat(request.answers()).isEqualTo(1);
        });
    }
}
