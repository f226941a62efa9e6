package org.presencehub.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.http.server.HttpConnection;
import org.presencehub.http.server.HttpLog;
import org.presencehub.work.Attempt;
import org.presencehub.work.DrainLoop;

/**
 * The response to a request that waits: holds no thread, and is completed exactly once, whoever ends it. Thread-safe.
 *
 * <p>Containers take a write when they say so, and say so on any thread; here one thread at a time speaks to them, without a lock held.
 */
public final class HeldResponse implements WriteListener, AsyncListener {
    /** Bytes that the container is handed at once. Undertow copies what the socket does not take of them, for each client that does not read. */
    private static final int PIECE = 4 * 1024;

    private final AsyncContext context;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final Optional<HttpConnection> socket;
    private final Consumer<HeldResponse> onBroken;
    private final DrainLoop loop;

    @GuardedBy("this")
    private final Queue<Write> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Write underWay;

    @GuardedBy("this")
    private boolean ready; // the container takes a write

    @GuardedBy("this")
    private boolean begun; // the container has spoken; Undertow stumbles over a response that is completed before

    @GuardedBy("this")
    private boolean flushed = true;

    @GuardedBy("this")
    private boolean ending; // when all is written

    @GuardedBy("this")
    private boolean over; // nothing is written any more

    @GuardedBy("this")
    private boolean completed;

    @GuardedBy("this")
    private boolean leavesRest; // of the request's body nobody waits for what has not come

    @GuardedBy("this")
    private @Nullable Patience patience;

    /** Hears what became of a write: exactly one of the two, once. */
    public interface Outcome {
        /** It was handed to the network. */
        void written();

        /** It did not get through, and nothing after it will. */
        void failed(Throwable cause);
    }

    /** Nobody asks what became of it. */
    private static final Outcome UNHEARD = new Outcome() {
        @Override
        public void written() {}

        @Override
        public void failed(Throwable cause) {}
    };

    private static final class Write {
        private final byte[] bytes;
        private final Outcome outcome;
        private int handedOver;

        Write(byte[] bytes, Outcome outcome) {
            this.bytes = bytes;
            this.outcome = outcome;
        }

        boolean hasMore() {
            return handedOver < bytes.length;
        }

        /** {@return an array of its own, or the whole one: Undertow's early versions ignored offset and length} */
        byte[] nextPiece() {
            int from = handedOver;
            handedOver = Math.min(from + PIECE, bytes.length);
            return bytes.length <= PIECE ? bytes : Arrays.copyOfRange(bytes, from, handedOver);
        }
    }

    @FunctionalInterface
    private interface Output {
        void run() throws IOException;
    }

    private HeldResponse(
            AsyncContext context,
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<HttpConnection> socket,
            Consumer<HeldResponse> onBroken)
            throws IOException {
        this.context = context;
        this.request = request;
        this.response = response;
        this.onBroken = onBroken;
        this.socket = socket;
        loop = new DrainLoop(this::speak, Integer.MAX_VALUE, this::next, HttpLog::requestFailed);
        out = response.getOutputStream();
        socket.ifPresent(HttpConnection::forgetCookies);
    }

    /**
     * {@return the response to this request, held from now on}
     *
     * @param onBroken hears, once, that the client is gone, unless the response has ended
     */
    public static HeldResponse hold(
            HttpServletRequest request, HttpServletResponse response, Consumer<HeldResponse> onBroken)
            throws IOException {
        return hold(request, response, HttpConnection.of(request), onBroken);
    }

    static HeldResponse hold(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<HttpConnection> socket,
            Consumer<HeldResponse> onBroken)
            throws IOException {
        HttpServletResponse client = DraftAnswer.behind(response);
        AsyncContext context = request.startAsync(request, client);
        context.setTimeout(0);
        HeldResponse held = new HeldResponse(context, request, client, socket, onBroken);
        context.addListener(held);
        if (response instanceof DraftAnswer draft) {
            draft.heldBy(held);
        }
        held.out.setWriteListener(held);
        return held;
    }

    /** Has the client take what is written within the patience of the deadlines, or else breaks the response off. To be called once. */
    public void limit(RequestDeadlines deadlines) {
        Patience begun = deadlines.patience(this::giveUp);
        synchronized (this) {
            patience = begun;
        }
        begun.begin();
        loop.start(); // it may be completed already
    }

    private void giveUp() {
        socket.ifPresent(HttpConnection::close);
        onError(new IOException("The client has not taken the response in time."));
    }

    /** Writes these bytes, which are not changed afterwards, behind all others. */
    public void write(byte[] bytes) {
        write(bytes, UNHEARD);
    }

    /** Writes these bytes, which are not changed afterwards, behind all others, and tells the outcome exactly once. */
    public void write(byte[] bytes, Outcome outcome) {
        boolean late;
        synchronized (this) {
            late = over || ending;
            if (!late) {
                waiting.add(new Write(bytes, outcome));
            }
        }
        if (late) {
            outcome.failed(ended());
        } else {
            loop.start();
        }
    }

    /** Ends the response behind what was written to it. */
    public void end() {
        synchronized (this) {
            ending = true;
        }
        loop.start();
    }

    /**
     * Ends the response, to which nothing was written, with these bytes alone.
     *
     * @param rest whether some of the request's body is still to come, for which nobody will wait: the socket is cut behind the answer
     */
    public void endWith(byte[] bytes, boolean rest) {
        if (rest) {
            leaveRest();
        }
        if (bytes.length > 0) {
            write(bytes);
        }
        end();
    }

    /** Ends the response, to which nothing was written, with these bytes alone. */
    public void endWith(byte[] bytes, Outcome outcome) {
        prepare(() -> response.setContentLength(bytes.length));
        write(bytes, outcome);
        end();
    }

    /** Ends the response, to which nothing was written, without a body. */
    public void endWith(int status) {
        prepare(() -> response.setStatus(status));
        end();
    }

    /**
     * Ends the response, to which nothing was written, without a body.
     *
     * @param rest whether some of the request's body is still to come, for which nobody will wait: the socket is cut behind the answer
     */
    public void endWith(int status, boolean rest) {
        prepare(() -> {
            response.setStatus(status);
            response.setContentLength(0);
        });
        endWith(new byte[0], rest);
    }

    /**
     * Ends the response, to which nothing was written, with this body alone.
     *
     * @param rest whether some of the request's body is still to come, for which nobody will wait: the socket is cut behind the answer
     */
    public void endWith(int status, Map<String, String> headers, byte[] body, boolean rest) {
        prepare(() -> {
            response.setStatus(status);
            headers.forEach(response::setHeader);
            response.setContentLength(body.length);
        });
        endWith(body, rest);
    }

    /** Who was to answer has failed: ends the response with 500 if nothing was written to it, or else at once. */
    void fail() {
        boolean unwritten;
        synchronized (this) {
            unwritten = !ending && flushed && underWay == null && waiting.isEmpty();
        }
        if (unwritten) {
            endWith(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, true);
        } else {
            abort();
        }
    }

    /** Of the request's body nobody waits for what has not come: behind the answer its socket is cut, or its stream. */
    private synchronized void leaveRest() {
        if (!over) {
            leavesRest = true;
            flushed = false; // the head leaves before the cut, also where no body follows
            sayClose(request, response);
        }
    }

    /** Tells the client that nothing else will be read from this connection (RFC 9112, 9.6). */
    static void sayClose(HttpServletRequest request, HttpServletResponse response) {
        if (request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
    }

    /** Not when all is over: a container may use the object for another response by then. */
    private synchronized void prepare(Runnable headers) {
        if (!over) {
            headers.run();
        }
    }

    /** Ends the response at once, and its socket if a write is stuck there. */
    public void abort() {
        if (breakOff(ended())) {
            loop.start();
        }
    }

    /**
     * {@return whether the client is known to have left} What is written next would get lost.
     *
     * <p>Under the lock, so that nothing can be sent meanwhile: behind a whole response its client's next request may come, which is not for us
     * to read.
     */
    public synchronized boolean isAbandoned() {
        if (over) {
            return true;
        }
        boolean idle = !ending && underWay == null && waiting.isEmpty();
        return idle && socket.isPresent() && socket.get().isAbandoned();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            begun = true;
            ready = true;
        }
        loop.start();
    }

    @Override
    public void onError(Throwable cause) {
        synchronized (this) {
            begun = true;
        }
        if (breakOff(cause)) {
            onBroken.accept(this);
        }
        loop.start();
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(Optional.ofNullable(event.getThrowable()).orElseGet(HeldResponse::ended));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(ended()); // there is none, but a container might be of another opinion
    }

    /** As a container does by itself when the application stops. */
    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (this) {
            completed = true;
        }
        onError(ended());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private static IOException ended() {
        return new IOException("The response has ended.");
    }

    /** {@return whether there was anything left to break off} */
    private boolean breakOff(Throwable cause) {
        List<Write> cut;
        boolean stuck;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            stuck = underWay != null;
            if (underWay != null) {
                waiting.add(underWay);
                underWay = null;
            }
            cut = List.copyOf(waiting);
            waiting.clear();
        }
        if (stuck) {
            socket.ifPresent(HttpConnection::close);
        }
        cut.forEach(write -> Attempt.run(() -> write.outcome.failed(cause), HttpLog::requestFailed));
        return true;
    }

    private void speak(Runnable task) {
        socket.ifPresentOrElse(connection -> connection.speak(task), task);
    }

    private synchronized @Nullable Runnable next() {
        if (!over && ready) {
            if (underWay != null && underWay.hasMore()) {
                return output(underWay);
            }
            if (!flushed) {
                flushed = true;
                return output(out::flush);
            }
            if (underWay != null) {
                Outcome outcome = underWay.outcome;
                underWay = null;
                return outcome::written;
            }
            if (!waiting.isEmpty()) {
                underWay = waiting.remove();
                return output(underWay);
            }
        }
        if (begun && !completed && (over || isWritten())) {
            over = true;
            completed = true;
            return leavesRest ? this::cutAndComplete : this::complete;
        }
        if (completed && patience != null) {
            Patience done = patience;
            patience = null;
            return done::end;
        }
        return null;
    }

    @GuardedBy("this")
    private boolean isWritten() {
        return ending && underWay == null && waiting.isEmpty() && (ready || !leavesRest);
    }

    @GuardedBy("this")
    private Runnable output(Write write) {
        flushed = false;
        byte[] piece = write.nextPiece();
        return output(() -> out.write(piece));
    }

    /** The container is asked anew after each step; where it says no, it calls when it can go on. */
    @GuardedBy("this")
    private Runnable output(Output step) {
        ready = false;
        return () -> {
            try {
                step.run();
                if (out.isReady()) {
                    synchronized (this) {
                        ready = true;
                    }
                }
            } catch (IOException
                    | RuntimeException
                    | Error e) { // Grizzly throws all sorts of things on sockets that went away
                onError(e);
            }
        };
    }

    /** Undertow waits on a thread for the rest of a body when its request is completed. */
    private void cutAndComplete() {
        socket.ifPresent(HttpConnection::leaveRest);
        complete();
    }

    private void complete() {
        try {
            DeadSession.forget(context.getRequest());
            socket.ifPresentOrElse(connection -> connection.complete(context), context::complete);
        } catch (RuntimeException e) { // the container was faster
            HttpLog.requestFailed(e);
        } catch (Error e) { // nobody tries again
            socket.ifPresent(HttpConnection::close);
            throw e;
        }
    }
}
