package org.presencehub.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long the client of one request may keep it waiting, all its pauses together: whoever sends a byte a second gets no more of it.
 * Thread-safe.
 */
public final class Patience {
    private final long limit;
    private final LongSupplier nanoTime;
    private final Runnable onExhausted;
    private final Consumer<Patience> onOver;

    @GuardedBy("this")
    private long spent; // nanoseconds, in earlier pauses

    @GuardedBy("this")
    private long since; // nanoseconds; when this pause began

    @GuardedBy("this")
    private boolean waiting;

    @GuardedBy("this")
    private boolean over;

    Patience(long limit, LongSupplier nanoTime, Runnable onExhausted, Consumer<Patience> onOver) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.onExhausted = onExhausted;
        this.onOver = onOver;
    }

    /** From now on the request waits for its client. */
    public synchronized void begin() {
        if (!waiting) {
            waiting = true;
            since = nanoTime.getAsLong();
        }
    }

    /** From now on the client is not to blame. */
    public synchronized void pause() {
        if (waiting) {
            waiting = false;
            spent += nanoTime.getAsLong() - since;
        }
    }

    /** The request is over. */
    public void end() {
        synchronized (this) {
            over = true;
        }
        onOver.accept(this);
    }

    void tick() {
        if (isExhausted()) {
            end();
            onExhausted.run();
        }
    }

    private synchronized boolean isExhausted() {
        return waiting && !over && spent + nanoTime.getAsLong() - since >= limit;
    }
}
