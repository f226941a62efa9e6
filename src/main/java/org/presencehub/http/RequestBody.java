package org.presencehub.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.presencehub.http.server.HttpConnection;

/** The body of a request for whoever does not want it. Stateless. */
public final class RequestBody {
    /** More than any client of ours sends where nobody reads it. */
    private static final int LARGEST = 64 * 1024;

    private RequestBody() {}

    /** {@return whether nothing of it is still to come} Drops what has come; waits for nothing. */
    public static boolean hasCome(HttpServletRequest request) {
        if (!isAnnounced(request)) {
            return true;
        }
        if (request.getHeader("Expect") != null) { // to read would be to ask for it
            return false;
        }
        try {
            HttpConnection.of(request).ifPresent(HttpConnection::claimBody);
            return drain(request.getInputStream());
        } catch (IOException | RuntimeException e) { // somebody in front of us may have a reader
            return false;
        }
    }

    /**
     * {@return whether some of it is still to come, in HTTP/1.1} Drops what has come; waits for nothing.
     *
     * <p>Such a request must not be held: when it is completed, Undertow waits for the rest, and has nobody listen for it. Its socket would stay for
     * ever, also when its client is gone. In HTTP/2 that costs a stream, which ends with its connection.
     */
    public static boolean isStillToCome(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1") && !hasCome(request);
    }

    private static boolean drain(ServletInputStream in) throws IOException {
        byte[] piece = new byte[4096];
        int left = LARGEST;
        for (int there = in.available(); there > 0 && left > 0; there = in.available()) {
            left -= Math.max(1, in.read(piece, 0, Math.min(there, piece.length)));
        }
        return ArrivingBody.isDrained(in);
    }

    /** {@return whether there may be one} In HTTP/2 any request may have one without a word in its head. */
    public static boolean isAnnounced(HttpServletRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null
                ? request.getHeader("Transfer-Encoding") != null
                        || !request.getProtocol().startsWith("HTTP/1")
                : !length.equals("0");
    }
}
