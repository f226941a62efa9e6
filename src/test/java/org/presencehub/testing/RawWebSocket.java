package org.presencehub.testing;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The client end of a WebSocket that keeps the rules of RFC 6455 only where the test wants it to. It reads when asked and never by
 * itself, so whoever stops asking is a client that stopped reading. Confined to the thread of its test.
 */
public final class RawWebSocket implements AutoCloseable {
    private final Line line;

    RawWebSocket(Line line) {
        this.line = line;
    }

    public void send(Frame... frames) {
        line.write(Bytes.concat(Arrays.stream(frames).map(Frame::masked).toArray(byte[][]::new)));
    }

    /** Sends a text message in frames of so many bytes. */
    public void sendFragmented(byte[] message, int size) {
        for (int from = 0; from < message.length; from += size) {
            int to = Math.min(from + size, message.length);
            Frame frame = Frame.of(from == 0 ? Frame.TEXT : Frame.CONTINUATION, Arrays.copyOfRange(message, from, to));
            send(to < message.length ? frame.unfinished() : frame);
        }
    }

    /** Writes bytes past all framing. */
    public void sendRaw(byte[] bytes) {
        line.write(bytes);
    }

    /** The next data or Close message; pings are answered on the way, fragments put together. */
    public Frame read() {
        Frame first = readPastPings();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(first.payload());
        for (Frame part = first; !part.isFinal(); ) {
            part = readPastPings();
            message.writeBytes(part.payload());
        }
        return Frame.of(first.opcode(), message.toByteArray());
    }

    /** The next frame as it came, of whatever kind. */
    public Frame readAny() {
        return Frame.read(line);
    }

    private Frame readPastPings() {
        Frame frame = Frame.read(line);
        while (frame.opcode() == Frame.PING || frame.opcode() == Frame.PONG) {
            if (frame.opcode() == Frame.PING) {
                send(Frame.of(Frame.PONG, frame.payload()));
            }
            frame = Frame.read(line);
        }
        return frame;
    }

    /** Reads on until the server's Close frame, answers it, and tells its code; 1006 if the connection ended without one. */
    public int closeCode() {
        try {
            Frame frame = read();
            while (frame.opcode() != Frame.CLOSE) {
                frame = read();
            }
            answerClose(frame);
            return frame.closeCode();
        } catch (UncheckedIOException gone) {
            return 1006;
        }
    }

    private void answerClose(Frame close) {
        try {
            send(Frame.of(Frame.CLOSE, close.payload()));
        } catch (UncheckedIOException gone) {
            // Our answer is a courtesy: the server may have hung up after its Close frame.
        }
        line.close();
    }

    /** How long a read waits before it fails the test. */
    public void patience(Duration patience) {
        line.patience(patience);
    }

    public boolean isSilentFor(Duration time) {
        return line.isSilentFor(time);
    }

    public int localPort() {
        return line.localPort();
    }

    public void reset() {
        line.reset();
    }

    /** Hangs up without a Close frame. */
    @Override
    public void close() {
        line.close();
    }
}
