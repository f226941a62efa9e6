package org.presencehub.identity.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.presencehub.auth.TokenRefusedException;

/**
 * Ends a request with a status, in the words of ASP.NET Core SignalR. Immutable.
 *
 * <p>Texts surface in clients' error messages. Whom an answer of 401 or 403 tells nothing finds the cause in the log, under the id that the
 * answer has.
 */
public final class RequestRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** Carries the id under which the log has the cause. */
    private static final String ID = "X-Refusal-Id";

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String SCHEME = "Bearer";

    private final transient PlainResponse answer;

    private RequestRefusedException(PlainResponse answer) {
        super(answer.text(), null, false, false);
        this.answer = answer;
    }

    /** {@return a refusal with a text, which may be empty} Nothing of it is logged. */
    public static RequestRefusedException of(int status, String text) {
        return new RequestRefusedException(PlainResponse.of(status, text));
    }

    /** {@return a refusal whose reason has a name for clients} Nothing of it is logged. */
    public static RequestRefusedException error(int status, String name) {
        return new RequestRefusedException(PlainResponse.error(status, name));
    }

    /** {@return a refusal with this answer} */
    public static RequestRefusedException with(PlainResponse answer) {
        return new RequestRefusedException(answer);
    }

    /** {@return a refusal that holds for now only} */
    public static RequestRefusedException later(String text, Duration after) {
        return new RequestRefusedException(new PlainResponse(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                Map.of("Content-Type", "text/plain", "Retry-After", String.valueOf(after.toSeconds())),
                text));
    }

    /**
     * {@return the refusal of a method that the path does not have}
     *
     * @param allow the methods that it has, separated by commas (RFC 9110, 10.2.1)
     * @param text the body, which may be empty
     */
    public static RequestRefusedException methodNotAllowed(String allow, String text) {
        return new RequestRefusedException(new PlainResponse(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED, Map.of("Content-Type", "text/plain", "Allow", allow), text));
    }

    /**
     * {@return the refusal of somebody who may not do this} Its cause is logged.
     *
     * @param path what was asked for
     * @param cause for the log: what is wrong, and the key to change
     */
    public static RequestRefusedException forbidden(String path, String cause) {
        return new RequestRefusedException(
                new PlainResponse(HttpServletResponse.SC_FORBIDDEN, Map.of(ID, RefusalLog.refused(path, cause)), ""));
    }

    /**
     * {@return the refusal of somebody who may not do this, and whom it helps to know why} Its cause is logged.
     *
     * @param path what was asked for
     * @param cause for the log: what is wrong, and the key to change
     * @param text for whoever asked
     */
    public static RequestRefusedException forbidden(String path, String cause, String text) {
        return new RequestRefusedException(new PlainResponse(
                HttpServletResponse.SC_FORBIDDEN,
                Map.of(
                        "Content-Type",
                        "text/plain;charset=utf-8",
                        "X-Content-Type-Options",
                        "nosniff",
                        ID,
                        RefusalLog.refused(path, cause)),
                text));
    }

    /** {@return the demand for a token} Its cause is logged. */
    static RequestRefusedException withoutToken(String path, String cause) {
        return unauthorized(SCHEME, RefusalLog.refused(path, cause));
    }

    /** {@return the demand for a better token} Its cause is logged. */
    static RequestRefusedException withBadToken(String path, TokenRefusedException cause) {
        return unauthorized(
                SCHEME + " error=\"" + cause.error() + "\", error_description=\"" + cause.errorDescription() + "\"",
                RefusalLog.refused(path, String.valueOf(cause.getMessage())));
    }

    private static RequestRefusedException unauthorized(String challenge, String id) {
        return new RequestRefusedException(
                new PlainResponse(HttpServletResponse.SC_UNAUTHORIZED, Map.of(CHALLENGE, challenge, ID, id), ""));
    }

    /** Answers the request. */
    public void answer(HttpServletResponse response) throws IOException {
        answer.send(response);
    }
}
