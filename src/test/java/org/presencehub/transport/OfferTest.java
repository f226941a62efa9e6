package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.HubTransport.LONG_POLLING;
import static org.presencehub.HubTransport.SERVER_SENT_EVENTS;
import static org.presencehub.HubTransport.WEB_SOCKETS;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.HubTransport;
import org.presencehub.embedding.hosts.UndeclaredFilter;
import org.presencehub.identity.Caller;
import org.presencehub.testing.RecordedLog;

/** What a hub offers, and refuses, where a filter in front keeps requests from waiting. */
class OfferTest {
    private static final String NEGOTIATE = "POST /negotiate?negotiateVersion=1";

    private final EchoRoute route = new EchoRoute();
    private final HubServlet servlet = servlet(route);

    private static HubServlet servlet(EchoRoute route) {
        HubServlet servlet = HubServlets.of(route);
        try {
            servlet.init(new FakeContext()
                    .withFilter("slow", UndeclaredFilter.class, List.of("/*"), List.of())
                    .config("hub " + route.path()));
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        return servlet;
    }

    private static ThoughtUpRequest send(HubServlet servlet, ThoughtUpRequest request)
            throws ServletException, IOException {
        request.sendTo(servlet);
        return request;
    }

    private static String negotiated(Set<HubTransport> transports, boolean async) throws ServletException, IOException {
        ThoughtUpRequest request = new ThoughtUpRequest(NEGOTIATE);
        return send(servlet(new EchoRoute(transports)), async ? request : request.synchronous())
                .answer();
    }

    @Test
    void onlyWebSocketsAreOffered() throws ServletException, IOException {
        Set<HubTransport> all = EnumSet.allOf(HubTransport.class);

        assertThat(negotiated(all, true)).contains("WebSockets", "ServerSentEvents", "LongPolling");
        assertThat(negotiated(all, false))
                .contains("\"transport\":\"WebSockets\"", "connectionToken")
                .doesNotContain("ServerSentEvents", "LongPolling");
    }

    @Test
    void whereNothingIsLeftToOfferTheClientIsToldSo() throws ServletException, IOException {
        Set<HubTransport> waiting = EnumSet.of(SERVER_SENT_EVENTS, LONG_POLLING);

        assertThat(negotiated(waiting, true)).contains("ServerSentEvents", "LongPolling");
        assertThat(negotiated(waiting, false)).startsWith("{\"error\":\"").doesNotContain("connectionId");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, text/event-stream, ServerSentEvents",
        "GET, */*, LongPolling",
        "POST, */*, LongPolling",
    })
    void whatHasToWaitIsRefusedAsIfItWereSwitchedOff(String method, String accept, String transport)
            throws ServletException, IOException {
        String token = route.connections().open(Caller.ANONYMOUS).orElseThrow().token();

        ThoughtUpRequest request = send(
                servlet,
                new ThoughtUpRequest(method + " ?id=" + token + "\nAccept: " + accept + "\n\na;").synchronous());

        assertThat(request.status()).isEqualTo(404);
        assertThat(request.answer()).isEqualTo(transport + " transport not supported by this end point type");
    }

    @Test
    void aPollOfAConnectionThatPollsAlreadyIsRefusedToo() throws ServletException, IOException {
        String token = route.connections().open(Caller.ANONYMOUS).orElseThrow().token();
        String poll = "GET ?id=" + token;

        assertThat(send(servlet, new ThoughtUpRequest(poll)).status()).isEqualTo(200);
        assertThat(send(servlet, new ThoughtUpRequest(poll).synchronous()).status())
                .isEqualTo(404);
    }

    @Test
    void theLogNamesTheFilterAndTheCureOnce() throws ServletException, IOException {
        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            send(servlet, new ThoughtUpRequest(NEGOTIATE));
            assertThat(log.lines()).isEmpty();
            send(servlet, new ThoughtUpRequest(NEGOTIATE).synchronous());
            send(servlet, new ThoughtUpRequest(NEGOTIATE).synchronous());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "/hub",
                            "WebSockets only",
                            "slow (" + UndeclaredFilter.class.getName() + ")",
                            "asyncSupported = true",
                            "<async-supported>true</async-supported>");
        }
    }

    @Test
    void aHubOfWebSocketsAloneMissesNothing() throws ServletException, IOException {
        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            assertThat(negotiated(EnumSet.of(WEB_SOCKETS), false)).contains("WebSockets");
            assertThat(log.lines()).isEmpty();
        }
    }
}
