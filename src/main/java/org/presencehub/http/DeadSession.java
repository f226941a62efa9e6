package org.presencehub.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.presencehub.http.server.HttpLog;

/**
 * A session that another request has ended, while this one was held. Stateless.
 *
 * <p>Undertow 2.3 goes on handing it out to this one, and WildFly's CDI asks it for an attribute when the request is completed: that fails, is logged
 * as an error, and the answer may be lost. A session that was ended by the request itself is not handed out any more.
 */
final class DeadSession {
    private DeadSession() {}

    /** To be called when nobody else has to do with the request. */
    static void forget(ServletRequest request) {
        try {
            HttpSession session = request instanceof HttpServletRequest http ? http.getSession(false) : null;
            if (session != null && hasEnded(session)) {
                session.invalidate();
            }
        } catch (IllegalStateException e) { // as a rule: it had ended before, but is known to have now
            HttpLog.sessionEnded(e);
        }
    }

    private static boolean hasEnded(HttpSession session) {
        try {
            return session.getCreationTime() < 0; // never: it throws where the session has ended
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
