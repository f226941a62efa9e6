package org.presencehub.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One TCP connection on which a test writes and reads the bytes it likes. Confined to the thread of its test. */
final class Line implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Line(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** @param receiveBuffer bytes the kernel may hold for us, or 0 for its own choice; it must be set before connecting */
    static Line to(URI server, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return new Line(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int localPort() {
        return socket.getLocalPort();
    }

    void patience(Duration patience) {
        run(() -> socket.setSoTimeout((int) patience.toMillis()));
    }

    void write(byte[] bytes) {
        run(() -> {
            out.write(bytes);
            out.flush();
        });
    }

    byte[] read(int count) {
        byte[] bytes = new byte[count];
        run(() -> {
            if (in.readNBytes(bytes, 0, count) < count) {
                throw new EOFException("The server ended the connection");
            }
        });
        return bytes;
    }

    byte[] readToEnd() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        run(() -> in.transferTo(rest));
        return rest.toByteArray();
    }

    /** Reads up to and with the empty line that ends the head of an HTTP message. */
    String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(new String(read(1), StandardCharsets.ISO_8859_1));
        }
        return head.toString();
    }

    /** Answers whether nothing, not even the end, came for so long. */
    boolean isSilentFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            in.mark(1);
            in.read();
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            patience(PATIENCE);
        }
    }

    /** Ends the connection with RST instead of FIN, as a machine that lost its memory would. */
    void reset() {
        run(() -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** Says that no more bytes will follow, and goes on listening. */
    void shutdownOutput() {
        run(socket::shutdownOutput);
    }

    @Override
    public void close() {
        run(socket::close);
    }

    private static void run(Action action) {
        try {
            action.run();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server said nothing in time", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
