package org.presencehub.connection.memory;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * What a connection takes of memory whether it says something or not: its token, the request that carries it, and its groups. Thread-safe.
 *
 * <p>It counts until the end is decided. What is still there then is gone in a moment, and nobody else should be closed for it.
 */
public final class Standing {
    private final Held held;

    @GuardedBy("this")
    private long token;

    @GuardedBy("this")
    private long request;

    @GuardedBy("this")
    private long groups;

    @GuardedBy("this")
    private boolean ended;

    public Standing(MemoryBudget memory) {
        held = new Held(memory);
    }

    /** The token takes so much from now on. */
    public synchronized void token(long bytes) {
        if (!ended) {
            held.add(bytes - token);
            token = bytes;
        }
    }

    /** The request that carries the connection takes so much from now on. */
    public synchronized void request(long bytes) {
        if (!ended) {
            held.add(bytes - request);
            request = bytes;
        }
    }

    /** Its groups take so much more from now on, or less. */
    public synchronized void groups(long more) {
        if (!ended) {
            held.add(more);
            groups += more;
        }
    }

    public synchronized void end() {
        token(0);
        request(0);
        groups(-groups);
        ended = true;
    }

    public long bytes() {
        return held.bytes();
    }
}
