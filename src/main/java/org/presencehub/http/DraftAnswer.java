package org.presencehub.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a servlet answers, kept until it is whole: a container would write it on the servlet's thread, which would wait for a client that does
 * not read. Confined to whoever serves the request.
 *
 * <p>Errors are their bare status: a container's HTML page would surface in clients' error messages.
 */
final class DraftAnswer extends HttpServletResponseWrapper {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ServletOutputStream out = new Output();
    private byte @Nullable [] shared; // the whole answer, instead of what was written
    private @Nullable HeldResponse held;
    private @Nullable PrintWriter
            writer; // made when it is asked for: it takes 24 KB, and a connection that was upgraded keeps this object

    private final class Output extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("This answer is written when it is whole.");
        }

        @Override
        public void write(int each) {
            bytes.write(each);
        }

        @Override
        public void write(byte[] piece, int from, int length) {
            bytes.write(piece, from, length);
        }
    }

    DraftAnswer(HttpServletResponse response) {
        super(response);
    }

    /** {@return the response that leads to the client} */
    static HttpServletResponse behind(HttpServletResponse response) {
        return response instanceof DraftAnswer draft ? (HttpServletResponse) draft.getResponse() : response;
    }

    /** Notes who answers in its place from now on. */
    void heldBy(HeldResponse holder) {
        held = holder;
    }

    /** Who was to answer has failed, and nothing of what they wrote is sent. */
    void fail() {
        if (held == null) {
            sendError(SC_INTERNAL_SERVER_ERROR);
        } else {
            held.fail();
        }
    }

    /** Answers these bytes alone, which nobody changes: a copy for each client that does not read would fill the heap. */
    void share(byte[] content) {
        resetBuffer();
        shared = content;
    }

    /** {@return what was written} */
    byte[] body() {
        flush();
        return shared == null ? bytes.toByteArray() : shared;
    }

    /** {@return whether the container has the socket for another protocol now} */
    boolean isUpgrade() {
        return getStatus() == SC_SWITCHING_PROTOCOLS;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    @Override
    public PrintWriter getWriter() {
        PrintWriter made = writer;
        if (made == null) {
            made = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
            writer = made;
        }
        return made;
    }

    @Override
    public void setResponse(ServletResponse response) {
        throw new IllegalStateException("The response is another one's by now.");
    }

    /** Tyrus sends the answer to an upgrade so. */
    @Override
    public void flushBuffer() throws IOException {
        if (isUpgrade()) {
            super.flushBuffer();
        }
    }

    @Override
    public void reset() {
        super.reset();
        resetBuffer();
    }

    @Override
    public void resetBuffer() {
        flush(); // what it still has goes, too
        bytes.reset();
        shared = null;
    }

    private void flush() {
        if (writer != null) {
            writer.flush();
        }
    }

    @Override
    public void sendError(int status) {
        resetBuffer();
        setStatus(status);
    }

    @Override
    public void sendError(int status, String message) {
        sendError(status);
    }
}
