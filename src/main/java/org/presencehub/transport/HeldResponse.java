package org.presencehub.transport;

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
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.Transport.WriteOutcome;
import org.presencehub.work.Attempt;
import org.presencehub.work.DrainLoop;

/**
 * The response to a request that waits: holds no thread, and is completed exactly once, whoever ends it. Thread-safe.
 *
 * <p>Containers take a write when they say so, and say so on any thread; here one thread at a time speaks to them, without a lock held.
 */
final class HeldResponse implements WriteListener, AsyncListener {
    private final AsyncContext context;
    private final HttpServletResponse response;
    private final ServletOutputStream out;
    private final Optional<HttpConnection> socket;
    private final Consumer<HeldResponse> onBroken;
    private final DrainLoop loop = new DrainLoop(this::next, TransportLog::requestFailed);

    @GuardedBy("this")
    private final Queue<Write> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private @Nullable Write underWay;

    @GuardedBy("this")
    private boolean ready; // the container takes a write

    @GuardedBy("this")
    private boolean begun; // it took writes once; Undertow stumbles over a response that ends before

    @GuardedBy("this")
    private boolean flushed = true;

    @GuardedBy("this")
    private boolean ending; // when all is written

    @GuardedBy("this")
    private boolean over; // nothing is written any more

    @GuardedBy("this")
    private boolean completed;

    private static final class Write {
        final byte[] bytes;
        final WriteOutcome outcome;

        Write(byte[] bytes, WriteOutcome outcome) {
            this.bytes = bytes;
            this.outcome = outcome;
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
            Consumer<HeldResponse> onBroken)
            throws IOException {
        this.context = context;
        this.response = response;
        this.onBroken = onBroken;
        socket = HttpConnection.of(request);
        out = response.getOutputStream();
    }

    /**
     * {@return the response to this request, held from now on}
     *
     * @param onBroken hears, once, that the client is gone, unless the response has ended
     */
    static HeldResponse hold(HttpServletRequest request, HttpServletResponse response, Consumer<HeldResponse> onBroken)
            throws IOException {
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        HeldResponse held = new HeldResponse(context, request, response, onBroken);
        context.addListener(held);
        held.out.setWriteListener(held);
        return held;
    }

    /** Writes these bytes, which are not changed afterwards, behind all others, and tells the outcome exactly once. */
    void write(byte[] bytes, WriteOutcome outcome) {
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
            loop.run();
        }
    }

    /** Ends the response behind what was written to it. */
    void end() {
        synchronized (this) {
            ending = true;
        }
        loop.run();
    }

    /** Ends the response, to which nothing was written, with these bytes alone. */
    void endWith(byte[] bytes, WriteOutcome outcome) {
        prepare(() -> response.setContentLength(bytes.length));
        write(bytes, outcome);
        end();
    }

    /** Ends the response, to which nothing was written, without a body. */
    void endWith(int status) {
        prepare(() -> response.setStatus(status));
        end();
    }

    /** Not when all is over: a container may use the object for another response by then. */
    private synchronized void prepare(Runnable headers) {
        if (!over) {
            headers.run();
        }
    }

    /** Ends the response at once, and its socket if a write is stuck there. */
    void abort() {
        if (breakOff(ended())) {
            loop.run();
        }
    }

    /**
     * {@return whether the client is known to have left} What is written next would get lost.
     *
     * <p>Under the lock, so that nothing can be sent meanwhile: behind a whole response its client's next request may come, which is not for us
     * to read.
     */
    synchronized boolean isAbandoned() {
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
        loop.run();
    }

    @Override
    public void onError(Throwable cause) {
        if (breakOff(cause)) {
            onBroken.accept(this);
            loop.run();
        }
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
        cut.forEach(write -> Attempt.run(() -> write.outcome.failed(cause), TransportLog::requestFailed));
        return true;
    }

    private synchronized @Nullable Runnable next() {
        if (!over && ready) {
            if (!flushed) {
                flushed = true;
                return output(out::flush);
            }
            if (underWay != null) {
                WriteOutcome outcome = underWay.outcome;
                underWay = null;
                return outcome::written;
            }
            if (!waiting.isEmpty()) {
                underWay = waiting.remove();
                flushed = false;
                byte[] bytes = underWay.bytes;
                return output(() ->
                        out.write(bytes)); // whole arrays only: Undertow's early versions ignored offset and length
            }
        }
        if (!completed && (over || (begun && ending && underWay == null && waiting.isEmpty()))) {
            over = true;
            completed = true;
            return this::complete;
        }
        return null;
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

    private void complete() {
        try {
            socket.ifPresentOrElse(connection -> connection.complete(context), context::complete);
        } catch (RuntimeException e) { // the container was faster
            TransportLog.requestFailed(e);
        } catch (Error e) { // nobody tries again
            socket.ifPresent(HttpConnection::close);
            throw e;
        }
    }
}
