package org.presencehub.hub.runtime;

import java.util.stream.Stream;

/**
 * The threads that read: each has its {@link ReadingTime}. Thread-safe.
 *
 * <p>Nothing is left with a thread of the server, which outlives the application. Other threads that go on with what was read have theirs, too, and
 * two may share one: then more is handed over.
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
