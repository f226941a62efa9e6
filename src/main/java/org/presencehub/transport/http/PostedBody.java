package org.presencehub.transport.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.Connection;
import org.presencehub.http.ArrivingBody;
import org.presencehub.http.HeldResponse;
import org.presencehub.http.Patience;
import org.presencehub.http.RequestDeadlines;
import org.presencehub.http.RequestHead;
import org.presencehub.transport.entry.Exchange;
import org.presencehub.transport.entry.TransportLog;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.KeyedSerialTasks;

/**
 * One body on its way to a connection, read as it comes and no faster than the connection takes it; holds no thread. Thread-safe.
 *
 * <p>A body of the usual size is handed over when it is complete, so that one that breaks off leaves nothing behind. Of a larger one the
 * connection has the beginning by then, and cannot go on.
 */
final class PostedBody implements ReadListener, KeyedSerialTasks.Task {
    private static final int USUAL = 64 * 1024;
    private static final int PIECE = 16 * 1024; // little, beside what may wait at a connection

    private final HttpServletResponse response;
    private final ArrivingBody body;
    private final HeldResponse answer;
    private final Patience patience;
    private final RequestDeadlines deadlines;
    private final Connection connection;
    private final Predicate<Connection> isKnown;
    private final long head; // bytes; held for it until it is answered
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final DrainLoop loop = new DrainLoop(this::next, TransportLog::requestFailed);

    @GuardedBy("this")
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    @GuardedBy("this")
    private int held; // bytes that were read, and which the connection counts as its own until it has them

    @GuardedBy("this")
    private boolean begun; // it is its turn

    @GuardedBy("this")
    private boolean available;

    @GuardedBy("this")
    private boolean complete; // all was read

    @GuardedBy("this")
    private boolean handing; // the connection is to take a part of it, now or when it has room

    @GuardedBy("this")
    private boolean partial; // it has taken a part

    @GuardedBy("this")
    private boolean over;

    private PostedBody(
            Exchange exchange, Connection connection, Predicate<Connection> isKnown, RequestDeadlines deadlines)
            throws IOException {
        this.connection = connection;
        this.isKnown = isKnown;
        this.deadlines = deadlines;
        response = exchange.response();
        answer = HeldResponse.hold(exchange.request(), response, this::broken);
        body = ArrivingBody.of(exchange.request());
        patience = deadlines.patience(() -> breakOff(HttpServletResponse.SC_REQUEST_TIMEOUT));
        head = RequestHead.weight(exchange.request());
        connection.hold(head);
    }

    /**
     * {@return the body of this request, which is not read before its turn}
     *
     * @param isKnown whether the connection still takes something
     * @param deadlines end it if it does not come
     */
    static PostedBody hold(
            Exchange exchange, Connection connection, Predicate<Connection> isKnown, RequestDeadlines deadlines)
            throws IOException {
        PostedBody posted = new PostedBody(exchange, connection, isKnown, deadlines);
        posted.body.listen(posted);
        return posted;
    }

    @Override
    public CompletionStage<Void> begin() {
        synchronized (this) {
            begun = true;
            patience.begin();
        }
        loop.run();
        return answered;
    }

    @Override
    public void onDataAvailable() {
        synchronized (this) {
            available = true;
        }
        loop.run();
    }

    /** Of a body that waits for its turn nothing was read, whatever a container says. */
    @Override
    public void onAllDataRead() {
        onDataAvailable();
    }

    @Override
    public void onError(Throwable cause) {
        breakOff(HttpServletResponse.SC_BAD_REQUEST);
    }

    /** The client is gone before it had its answer, or hung up in the middle of the body. */
    private void broken(HeldResponse held) {
        breakOff(HttpServletResponse.SC_BAD_REQUEST);
    }

    /** The rest will not come. */
    private void breakOff(int status) {
        boolean torn;
        synchronized (this) {
            torn = partial && !over;
        }
        if (torn) {
            connection.end(DisconnectReason.LOST);
        }
        answer(status);
    }

    /** The connection has ended: before this came, or by what this said, which was accepted then. */
    void abandon() {
        boolean accepted;
        synchronized (this) {
            accepted = partial;
        }
        answer(accepted ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
    }

    private synchronized @Nullable Runnable next() {
        if (begun && !over && !handing) {
            if (available && !complete && gathered.size() < USUAL) {
                available = false;
                return this::read;
            }
            if (complete || gathered.size() >= USUAL) {
                handing = true;
                patience.pause();
                byte[] bytes = gathered.toByteArray();
                gathered.reset();
                return () -> connection.whenRoom(() -> hand(bytes, 0));
            }
        }
        return null;
    }

    private void read() {
        try {
            byte[] piece = new byte[4096];
            int count = body.read(piece);
            hold(Math.max(0, count));
            synchronized (this) {
                gathered.write(piece, 0, Math.max(0, count));
                complete |= count < 0;
                available |= count > 0;
            }
        } catch (IOException | RuntimeException | Error e) { // whoever posts next waits for the answer to this one
            onError(e);
        }
    }

    private void hold(int bytes) {
        synchronized (this) {
            if (over) { // answered meanwhile: nobody would count it back
                return;
            }
            held += bytes;
            connection.hold(bytes);
        }
    }

    /** The connection has them, or nobody will. */
    private void release() {
        synchronized (this) {
            connection.hold(-held);
            held = 0;
        }
    }

    /** Comes when there is room: what may wait at a connection is so little that a client which waits for its answers never floods it. */
    private void hand(byte[] bytes, int from) {
        if (!isKnown.test(connection)) {
            abandon();
            return;
        }
        int to = Math.min(bytes.length, from + PIECE);
        if (to > from) {
            synchronized (this) {
                partial = true;
            }
            connection.received(Arrays.copyOfRange(bytes, from, to));
            connection.whenRoom(to < bytes.length ? () -> hand(bytes, to) : this::handed);
        } else {
            handed();
        }
    }

    private void handed() {
        release();
        boolean all;
        synchronized (this) {
            handing = false;
            all = complete && gathered.size() == 0;
            if (!all) {
                patience.begin();
            }
        }
        if (all) {
            answer(HttpServletResponse.SC_OK);
        } else {
            loop.run();
        }
    }

    private void answer(int status) {
        boolean rest;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            rest = !complete;
        }
        release();
        connection.hold(-head);
        patience.end();
        answer.limit(deadlines);
        answer.endWith(status, rest);
        answered.complete(null);
    }
}
