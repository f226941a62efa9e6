package shop.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.presencehub.UserConnections;
import shop.SignedOut;

/**
 * Ends the connections of whoever signs out: a connection is checked when it is opened, and would outlive the session.
 *
 * <p>Other browsers of the user are still logged in, and connect again with their next page.
 */
@ApplicationScoped
public class SignOuts {
    @Inject
    private UserConnections connections;

    void signedOut(@Observes SignedOut event) {
        connections.logOut(event.user());
    }
}
