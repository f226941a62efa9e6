package org.presencehub.work.lateness;

import java.util.Collection;
import java.util.concurrent.Executor;

/** The server's own threads, which all that clients send has to pass before the application gets it. Thread-safe. */
public interface ServerThreads {
    /**
     * {@return for each of those that are known, the same each time, who runs a task there when what waits already is done}
     *
     * <p>It may reject the task when the server ends.
     */
    Collection<Executor> all();
}
