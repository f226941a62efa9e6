package org.presencehub.hub.runtime;

import java.util.stream.Stream;

/**
 * The threads that read, which are the server's: each has its {@link ReadingTime}. Thread-safe.
 *
 * <p>Nothing is left with a thread, which outlives the application. Where there are more of them than a server has, two may share theirs.
 */
public final class ReadingThreads {
    private static final int MOST = 128;

    private final ReadingTime[] times =
            Stream.generate(ReadingTime::ofThread).limit(MOST).toArray(ReadingTime[]::new);

    /** {@return the time of the thread that asks} */
    public ReadingTime current() {
        return times[(int) (Thread.currentThread().getId() % MOST)];
    }
}
