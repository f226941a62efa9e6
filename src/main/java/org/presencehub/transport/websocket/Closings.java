package org.presencehub.transport.websocket;

import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.presencehub.stereotype.Component;
import org.presencehub.work.Clock;
import org.presencehub.work.ThreadPools;

/** The threads that close WebSockets, which may wait for a client that does not read: no thread of somebody else's does. Thread-safe. */
@Component
public final class Closings implements Executor {
    private static final int THREADS = 8;

    private final Executor threads;

    private final Clock clock;

    @Inject
    Closings(ThreadPools pools, Clock clock) {
        threads = pools.standing("closings", THREADS);
        this.clock = clock;
    }

    @Override
    public void execute(Runnable closing) {
        threads.execute(closing);
    }

    /** Closes something in a second. */
    public void soon(Runnable closing) {
        clock.schedule(threads, closing, 1, TimeUnit.SECONDS);
    }
}
