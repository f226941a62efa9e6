package org.presencehub.transport;

import org.presencehub.auth.AuthOptions;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestOptions;
import org.presencehub.identity.http.RequestAuthenticator;
import org.presencehub.transport.http.PolledConnections;
import org.presencehub.transport.login.LoginSessions;
import org.presencehub.transport.options.TransportOptions;

/** Servlets of hubs, as they are by default. Stateless. */
final class HubServlets {
    private HubServlets() {}

    static HubServlet of(EchoRoute route) {
        return new HubServlet(
                route,
                new RequestAuthenticator(TokenVerifier.of(AuthOptions.DEFAULTS)),
                TransportOptions.DEFAULTS,
                new RequestDeadlines(RequestOptions.DEFAULTS, System::nanoTime),
                new PolledConnections(TransportOptions.DEFAULTS),
                new LoginSessions(false, Runnable::run));
    }
}
