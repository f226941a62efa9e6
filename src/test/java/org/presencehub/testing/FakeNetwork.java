package org.presencehub.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.presencehub.connection.outbound.Batch;

/** A network in memory, and the peer behind it, as good or bad as a test wants. Thread-safe. */
public final class FakeNetwork implements AutoCloseable {
    private static final ExecutorService ELSEWHERE = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "fake network");
        thread.setDaemon(true);
        return thread;
    });

    @GuardedBy("this")
    private final List<Frame> received = new ArrayList<>();

    @GuardedBy("this")
    private final List<Held> held = new ArrayList<>();

    @GuardedBy("this")
    private Mood mood = Mood.PROMPT;

    @GuardedBy("this")
    private int closes;

    /** What becomes of a frame. */
    public enum Mood {
        /** It arrives, and its sender is told so before sending returns. */
        PROMPT,
        /** It arrives, and its sender is told so by another thread. */
        ELSEWHERE,
        /** It waits until the mood changes. */
        STALLED,
        /** It is lost, and its sender is told so. */
        BROKEN
    }

    /**
     * What arrived at the peer. Immutable.
     *
     * @param content a character for each byte
     */
    public record Frame(String content, boolean binary) {
        /** {@return the frame that holds a batch} */
        public static Frame of(Batch batch) {
            return binary(batch.bytes(), batch.binary());
        }

        /** {@return a frame of text} */
        public static Frame text(String text) {
            return binary(text.getBytes(StandardCharsets.UTF_8), false);
        }

        /** {@return a frame of bytes} */
        public static Frame binary(byte[] bytes, boolean binary) {
            return new Frame(new String(bytes, StandardCharsets.ISO_8859_1), binary);
        }
    }

    private record Held(Frame frame, Consumer<@Nullable Throwable> told) {}

    /**
     * Sends a frame.
     *
     * @param told hears why it got lost, or null if it did not; nothing, if the network is closed in mid-write
     */
    public void send(Frame frame, Consumer<@Nullable Throwable> told) {
        Mood now;
        synchronized (this) {
            now = closes > 0 ? Mood.BROKEN : mood;
            if (now == Mood.STALLED) {
                held.add(new Held(frame, told));
            } else if (now != Mood.BROKEN) {
                received.add(frame);
            }
        }
        switch (now) {
            case PROMPT -> told.accept(null);
            case ELSEWHERE -> ELSEWHERE.execute(() -> told.accept(null));
            case BROKEN -> told.accept(new IOException("The fake network is broken."));
            case STALLED -> {}
        }
    }

    /** Changes what becomes of frames, those that wait included. */
    public void turn(Mood next) {
        List<Held> released;
        synchronized (this) {
            mood = next;
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(each -> send(each.frame, each.told));
    }

    /** Either side closes; what waits is forgotten, its sender is told nothing. */
    @Override
    public synchronized void close() {
        closes++;
        held.clear();
    }

    /** {@return how often it was closed} */
    public synchronized int closes() {
        return closes;
    }

    /** {@return what has arrived} */
    public synchronized List<Frame> received() {
        return List.copyOf(received);
    }

    /** {@return what has arrived, run together, a character for each byte} */
    public synchronized String content() {
        StringBuilder content = new StringBuilder();
        received.forEach(frame -> content.append(frame.content));
        return content.toString();
    }

    /** Waits until other threads have told what they had to. */
    public static void settle() {
        try {
            ELSEWHERE.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
