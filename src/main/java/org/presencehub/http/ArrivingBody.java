package org.presencehub.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.presencehub.http.server.HttpConnection;

/**
 * The body of a request for whoever reads it as it comes, and no thread waits for. Confined to its reader: one thread at a time.
 *
 * <p>A container's listener hears of two things, and they mean the same: there may be something to read. That all was read Undertow says when the
 * end was, and Grizzly when it has come, whatever was read until then.
 */
public final class ArrivingBody {
    private final ServletInputStream in;
    private final Optional<HttpConnection> connection;

    private ArrivingBody(ServletInputStream in, Optional<HttpConnection> connection) {
        this.in = in;
        this.connection = connection;
    }

    /** {@return the body of this request, whose response is held} */
    public static ArrivingBody of(HttpServletRequest request) throws IOException {
        Optional<HttpConnection> connection = HttpConnection.of(request);
        connection.ifPresent(HttpConnection::claimBody);
        return new ArrivingBody(request.getInputStream(), connection);
    }

    /** Has the listener called when there is something to read: now, where it has come already. To be called once. */
    public void listen(ReadListener listener) throws IOException {
        handOver();
        in.setReadListener(listener);
    }

    /** {@return how many bytes were read into the piece: 0 if the listener will hear when there are more, -1 if there will be none} */
    public int read(byte[] piece) throws IOException {
        handOver();
        if (isDrained(in)) { // of which Grizzly would tell once more, on a thread that might be late
            return -1;
        }
        return in.isReady() ? in.read(piece) : 0;
    }

    private void handOver() throws IOException {
        if (connection.isPresent()) {
            connection.get().handOver();
        }
    }

    /** For Grizzly a body is finished that has come, whether it was read or not; for Undertow, one whose end was read. */
    static boolean isDrained(ServletInputStream in) throws IOException {
        return in.isFinished() && in.available() == 0;
    }
}
