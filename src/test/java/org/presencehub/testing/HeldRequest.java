package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;

/** A request whose answer takes its time, or never ends. Confined to the thread of its test. */
public final class HeldRequest implements AutoCloseable {
    private static final String END_OF_EVENT = "\r\n\r\n";

    private final Line line;
    private final String method;
    private final StringBuilder streamed = new StringBuilder();
    private boolean chunked;

    HeldRequest(Line line, String method) {
        this.line = line;
        this.method = method;
    }

    /** Waits for the answer, to its end. */
    public RawResponse answer() {
        return RawResponse.read(line, method);
    }

    /** How long a read waits before it fails the test. */
    public HeldRequest patience(Duration patience) {
        line.patience(patience);
        return this;
    }

    /** Answers whether nothing came for so long. */
    public boolean isSilentFor(Duration time) {
        return line.isSilentFor(time);
    }

    /** Answers whether the server ends the connection, whatever it says before. */
    public boolean isEnded() {
        try {
            line.readToEnd();
            return true;
        } catch (UncheckedIOException e) { // by a reset
            return true;
        } catch (AssertionError e) { // it said nothing in time
            return false;
        }
    }

    /** Answers whether the server ends the connection while a byte is sent each time that so much has passed. */
    public boolean endsWhileFed(Duration pause) {
        for (int each = 0; each < 100; each++) {
            if (!line.isSilentFor(pause)) {
                return true;
            }
            line.write(new byte[] {' '});
        }
        return false;
    }

    /** The head of an answer whose body never ends. */
    public String head() {
        String head = line.readHead();
        chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return head;
    }

    /** The next line of that body, with its end. */
    public String line() {
        return upTo("\r\n");
    }

    /** The text of the next event. */
    public String event() {
        String event = upTo(END_OF_EVENT);
        return event.substring("data: ".length(), event.length() - END_OF_EVENT.length());
    }

    private String upTo(String end) {
        while (streamed.indexOf(end) < 0) {
            streamed.append(chunk());
        }
        int length = streamed.indexOf(end) + end.length();
        String found = streamed.substring(0, length);
        streamed.delete(0, length);
        return found;
    }

    /** Waits for the proper end of that body; nothing may come before. */
    public boolean ends() {
        return streamed.isEmpty() && (chunked ? chunk().isEmpty() : line.readToEnd().length == 0);
    }

    private String chunk() {
        if (!chunked) {
            return new String(line.read(1), ISO_8859_1);
        }
        int size = Integer.parseInt(sizeLine(), 16);
        String chunk = new String(line.read(size), UTF_8);
        line.read(2);
        return chunk;
    }

    private String sizeLine() {
        StringBuilder size = new StringBuilder();
        while (size.indexOf("\r\n") < 0) {
            size.append(new String(line.read(1), ISO_8859_1));
        }
        return size.substring(0, size.length() - 2);
    }

    /** Hangs up with RST, as a machine that lost its memory would. */
    public void reset() {
        line.reset();
    }

    /** Hangs up without a word. */
    @Override
    public void close() {
        line.close();
    }
}
