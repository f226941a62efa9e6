package org.presencehub.auth;

import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;
import org.presencehub.work.DrainLoop;
import org.presencehub.work.ThreadPools;
import org.presencehub.work.Ticking;

/**
 * Reads keys before callers need them, from the start on, so that nobody has to wait for a read; asks once a second whether that is due.
 * Thread-safe. A read may block, and has a thread of its own.
 */
@Component
final class KeyRefresher implements Startable, Ticking {
    private final Runnable refresh;
    private final DrainLoop loop;
    private final AtomicBoolean asked = new AtomicBoolean();

    @Inject
    KeyRefresher(TokenVerifier verifier, ThreadPools pools) {
        this(verifier::refresh, pools.standing("keys", 1));
    }

    KeyRefresher(Runnable refresh, Executor executor) {
        this.refresh = refresh;
        loop = new DrainLoop(executor, 1, this::next, AuthLog::refreshFailed);
    }

    @Override
    public void start() {
        tick();
    }

    /** While a read goes on, one more is asked for at most. */
    @Override
    public void tick() {
        asked.set(true);
        loop.start();
    }

    private @Nullable Runnable next() {
        return asked.getAndSet(false) ? refresh : null;
    }
}
