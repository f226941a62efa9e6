package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A WebSocket frame (RFC 6455 §5.2). Immutable as long as nobody writes into its payload. */
public final class Frame {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int NO_CODE = 1005;

    /** Constant on purpose: a server cannot tell, and a failing test sends the same bytes again. */
    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final int head;
    private final byte[] payload;

    private Frame(int head, byte[] payload) {
        this.head = head;
        this.payload = payload;
    }

    public static Frame text(String text) {
        return of(TEXT, text.getBytes(UTF_8));
    }

    public static Frame binary(byte[] payload) {
        return of(BINARY, payload);
    }

    /** A final frame with any opcode, also those that nobody may send. */
    public static Frame of(int opcode, byte[] payload) {
        return new Frame(0x80 | opcode, payload);
    }

    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** The same frame announcing that more will follow. */
    public Frame unfinished() {
        return new Frame(head & 0x7f, payload);
    }

    /**
     * The same frame with reserved bits set, of which no extension was negotiated.
     *
     * @param bits 0x40, 0x20, 0x10, or some of them; the first says that the message is compressed (RFC 7692, 6)
     */
    public Frame reserved(int bits) {
        return new Frame(head | bits, payload);
    }

    public int opcode() {
        return head & 0x0f;
    }

    public boolean isFinal() {
        return (head & 0x80) != 0;
    }

    public boolean isControl() {
        return opcode() >= CLOSE;
    }

    public byte[] payload() {
        return payload;
    }

    public String text() {
        return new String(payload, UTF_8);
    }

    /** The code of a Close frame, 1005 if it has none (RFC 6455 §7.1.5). */
    public int closeCode() {
        return payload.length < 2
                ? NO_CODE
                : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    }

    /** The frame as a client must send it: masked. */
    public byte[] masked() {
        ByteBuffer bytes = start(0x80).put(MASK);
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ MASK[i % 4]));
        }
        return written(bytes);
    }

    /** The frame as a client must not send it. */
    public byte[] unmasked() {
        return written(start(0).put(payload));
    }

    static Frame read(Line line) {
        byte[] start = line.read(2);
        int shortLength = start[1] & 0x7f;
        int length = switch (shortLength) {
            case 126 -> Short.toUnsignedInt(ByteBuffer.wrap(line.read(2)).getShort());
            case 127 -> Math.toIntExact(ByteBuffer.wrap(line.read(8)).getLong());
            default -> shortLength;
        };
        return new Frame(Byte.toUnsignedInt(start[0]), line.read(length));
    }

    private ByteBuffer start(int maskBit) {
        ByteBuffer bytes = ByteBuffer.allocate(payload.length + 14).put((byte) head);
        if (payload.length < 126) {
            return bytes.put((byte) (maskBit | payload.length));
        }
        return payload.length < 65_536
                ? bytes.put((byte) (maskBit | 126)).putShort((short) payload.length)
                : bytes.put((byte) (maskBit | 127)).putLong(payload.length);
    }

    private static byte[] written(ByteBuffer bytes) {
        byte[] exact = new byte[bytes.flip().remaining()];
        bytes.get(exact);
        return exact;
    }

    @Override
    public String toString() {
        return opcode() == CLOSE ? "Close " + closeCode() : "opcode " + opcode() + ": " + text();
    }
}
