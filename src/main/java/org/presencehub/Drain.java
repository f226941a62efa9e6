package org.presencehub;

import java.util.concurrent.CompletionStage;

/**
 * Empties this server, so that it can end without anybody noticing; inject it anywhere. Thread-safe, never blocks.
 *
 * <p>While it drains, the server says that it is not ready and lets nobody new in: negotiations are answered 503 with {@code Retry-After}, and a
 * load balancer repeats them elsewhere. Those who are connected are sent away in waves: what waits for a client is sent to it, then a Close
 * that invites it to come again, and its hub's {@link OnDisconnected} runs with {@link DisconnectReason#DRAINING}. Nobody is told that a user
 * went. Hubs with {@link Hub#whileDraining()} are left alone.
 *
 * <p>An application that ends, or whose server does, is drained by itself.
 */
public interface Drain {
    /** Begins, unless that was done. {@return what completes when nobody is left, or the drain was taken back} It completes normally. */
    CompletionStage<Progress> begin();

    /** Lets clients in again. {@return whether that was possible: not once the application ends} */
    boolean takeBack();

    /** {@return how far it is} */
    Progress progress();

    /** What may be. */
    enum Phase {
        /** Everybody is let in. */
        RUNNING,
        /** Nobody new is let in, and those who are there are sent away. */
        DRAINING,
        /** Nobody is let in, and nobody is there. */
        DRAINED,
        /** The application has ended. */
        STOPPED
    }

    /**
     * How far it is at one moment. Immutable.
     *
     * @param left how many connections are still to be ended; while it runs, how many there are
     */
    record Progress(Phase phase, int left) {}
}
