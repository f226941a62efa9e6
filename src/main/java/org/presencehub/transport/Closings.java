package org.presencehub.transport;

import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import org.presencehub.stereotype.Component;
import org.presencehub.work.ThreadPools;

/** The threads that close WebSockets, which may wait for a client that does not read: no thread of somebody else's does. Thread-safe. */
@Component
final class Closings implements Executor {
    private static final int THREADS = 8;

    private final Executor threads;

    @Inject
    Closings(ThreadPools pools) {
        threads = pools.pool("closings", THREADS);
    }

    @Override
    public void execute(Runnable closing) {
        threads.execute(closing);
    }
}
