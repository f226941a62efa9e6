package org.presencehub.http.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The stream of an HTTP/2 connection below a request of Payara 6. Thread-safe.
 *
 * <p>Grizzly's session keeps each stream that had a body, with its request, as long as the connection lives: some 10 KB for every message that a
 * client posts. So who completes such requests forgets those that are over.
 */
final class GrizzlyStream implements HttpConnection {
    private static final String ATTRIBUTE = "@RoA.org.glassfish.grizzly.http2.Http2Stream";

    /** Frames for a stream that is forgotten may end its session: those that may still be on their way are kept. */
    private static final int KEPT = 256;

    private static final int HEAD = 9; // bytes of a frame (RFC 9113, 4.1)
    private static final int STEP = 2; // between the numbers of a client's streams (RFC 9113, 5.1.1)

    private final Object stream;
    private final Object connection;
    private final Object body;
    private final Object queue;

    private GrizzlyStream(Object stream, Object connection, Object body, Object queue) {
        this.stream = stream;
        this.connection = connection;
        this.body = body;
        this.queue = queue;
    }

    /** {@return the stream of this request, or empty on another server or for another protocol} */
    static Optional<HttpConnection> of(ServletRequest request) {
        try {
            Object catalinas = ByName.call(request, "getUnwrappedCoyoteRequest");
            Object stream = ((ServletRequest) catalinas).getAttribute(ATTRIBUTE);
            if (stream == null) {
                return Optional.empty();
            }
            Object grizzlys = ByName.call(catalinas, "getCoyoteRequest");
            return Optional.of(new GrizzlyStream(
                    stream,
                    ByName.call(grizzlys, "getConnection"),
                    ByName.call(grizzlys, "getInputBuffer"),
                    ByName.part(stream, "inputBuffer")));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Grizzly reads what comes on the connection, but tells nobody that a stream was reset. */
    @Override
    public boolean isAbandoned() {
        try {
            return !isOpen(stream) || !isOpen(connection);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static boolean isOpen(Object closeable) throws ReflectiveOperationException {
        return (boolean) ByName.call(closeable, "isOpen");
    }

    /**
     * What has come waits in the stream's queue until somebody asks whether there is something. Then Payara tells so from two other threads, one for
     * the bytes and one for their end, and the second finds the request completed by the first, or another one in its place.
     */
    @Override
    public void handOver() throws IOException {
        try {
            if (available() == 0 && (int) ByName.part(queue, "inputQueueSize") > 0) {
                ByName.call(body, "initiateAsyncronousDataReceiving"); // sic
                if (available() == 0 && !(boolean) ByName.call(body, "isFinished")) {
                    throw new IOException("The client has reset the stream.");
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) { // it is handed over on those threads
            HttpLog.requestFailed(e);
        }
    }

    private int available() throws ReflectiveOperationException {
        return (int) ByName.call(body, "available");
    }

    /** On a thread of its own: Payara tells CDI of the end there and then, and another request that the thread serves would lose its contexts. */
    @Override
    public void complete(AsyncContext request) {
        request.start(() -> {
            request.complete();
            forgetThoseThatAreOver();
        });
    }

    private void forgetThoseThatAreOver() {
        try {
            Object session = ByName.part(stream, "http2Session");
            synchronized (ByName.part(session, "sessionLock")) {
                forget((SortedMap<?, ?>) ByName.part(session, "streamsMap"));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            HttpLog.requestFailed(e);
        }
    }

    /** @param streams those of the session, by their numbers; under its lock */
    private void forget(SortedMap<?, ?> streams) throws ReflectiveOperationException {
        if (streams.size() <= 2 * KEPT) {
            return;
        }
        int oldest = (int) streams.lastKey() - STEP * KEPT;
        Iterator<? extends Map.Entry<?, ?>> each = streams.entrySet().iterator();
        for (Map.Entry<?, ?> entry = each.next(); (int) entry.getKey() < oldest; entry = each.next()) {
            if (!isOpen(entry.getValue())) {
                each.remove();
            }
        }
    }

    /** Grizzly drops what comes for a request that is completed. A reset would overtake the end of the answer, which browsers take for a failure. */
    @Override
    public void leaveRest() {}

    /** The client is told, and what is queued for it goes with the stream. */
    @Override
    public void close() {
        try {
            write(reset((int) ByName.call(stream, "getId")));
            ByName.call(stream, "terminateSilently");
        } catch (ReflectiveOperationException | RuntimeException e) {
            HttpLog.requestFailed(e);
        }
    }

    /** RFC 9113, 6.4. */
    private static byte[] reset(int id) {
        int length = Integer.BYTES;
        byte type = 3;
        byte flags = 0;
        int cancel = 8;
        return ByteBuffer.allocate(HEAD + length)
                .put(new byte[] {0, 0, (byte) length, type, flags})
                .putInt(id)
                .putInt(cancel)
                .array();
    }

    private void write(byte[] frame) throws ReflectiveOperationException {
        Object memory = ByName.call(connection, "getMemoryManager");
        Object buffer = memory.getClass().getMethod("wrap", byte[].class).invoke(memory, frame);
        connection.getClass().getMethod("write", Object.class).invoke(connection, buffer);
    }
}
