package org.presencehub.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.presencehub.http.server.HttpLog;

/** Reads the whole of a small body as it comes, and has it answered then; holds no thread meanwhile. Thread-safe. */
public final class SmallBody implements ReadListener {
    private final int largest;
    private final Answering answering;
    private final RequestDeadlines deadlines;
    private final ArrivingBody body;
    private final DraftAnswer answer;
    private final HeldResponse held;
    private final Patience patience;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(); // the container calls one at a time

    @GuardedBy("this")
    private boolean over;

    /** What is to be done when it is there. */
    @FunctionalInterface
    public interface Answering {
        /** Writes the answer, which leaves afterwards. */
        void answer(byte[] body, HttpServletResponse response) throws IOException;
    }

    private SmallBody(
            HttpServletRequest request,
            HttpServletResponse response,
            int largest,
            RequestDeadlines deadlines,
            Answering answering)
            throws IOException {
        this.largest = largest;
        this.answering = answering;
        this.deadlines = deadlines;
        answer = new DraftAnswer(DraftAnswer.behind(response));
        held = HeldResponse.hold(request, response, broken -> end(HttpServletResponse.SC_BAD_REQUEST));
        body = ArrivingBody.of(request);
        patience = deadlines.patience(() -> end(HttpServletResponse.SC_REQUEST_TIMEOUT));
    }

    /**
     * Reads the request's body; one that is larger than allowed is refused with 413, one that does not come in time with 408.
     *
     * @param largest how many bytes it may have
     */
    public static void read(
            HttpServletRequest request,
            HttpServletResponse response,
            int largest,
            RequestDeadlines deadlines,
            Answering answering)
            throws IOException {
        SmallBody small = new SmallBody(request, response, largest, deadlines, answering);
        small.patience.begin();
        small.body.listen(small);
    }

    @Override
    public void onDataAvailable() {
        try {
            if (gather()) {
                answer();
            }
        } catch (IOException | RuntimeException | Error e) { // containers differ in what they make of it
            onError(e);
        }
    }

    @Override
    public void onAllDataRead() {
        onDataAvailable();
    }

    @Override
    public void onError(Throwable cause) {
        end(HttpServletResponse.SC_BAD_REQUEST);
    }

    /** {@return whether all is there} */
    private boolean gather() throws IOException {
        byte[] piece = new byte[4096];
        int count = body.read(piece);
        while (count > 0 && gathered.size() <= largest) {
            gathered.write(piece, 0, count);
            count = body.read(piece);
        }
        if (gathered.size() > largest) {
            end(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        return count < 0;
    }

    private void answer() {
        if (claim()) {
            byte[] body = draft();
            answer.setContentLength(body.length);
            held.limit(deadlines);
            held.endWith(body, false);
        }
    }

    /** Nobody but us answers in the place of who fails: the container has left the response to us. */
    private byte[] draft() {
        try {
            answering.answer(gathered.toByteArray(), answer);
        } catch (IOException | RuntimeException | Error e) {
            HttpLog.answerFailed(e);
            answer.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        return answer.body();
    }

    /** Without the rest, which nobody waits for. */
    private void end(int status) {
        if (claim()) {
            held.limit(deadlines);
            held.endWith(status, true);
        }
    }

    private boolean claim() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        patience.end();
        return true;
    }
}
