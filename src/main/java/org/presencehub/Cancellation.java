package org.presencehub;

/**
 * Tells a hub method that nobody waits for its answer any more: its client has cancelled the call, or is gone. A parameter of a hub method, which clients do not count
 * among its arguments.
 *
 * <p>The method decides what to make of it: it may throw, return, or go on; the client gets its answer either way, once. No thread is ever interrupted. A {@link
 * java.util.concurrent.CompletionStage} that the method has returned is cancelled with the call, whether it has such a parameter or not, and a stream ends. So a
 * method that returns a future which others wait for, too, such as one from a cache, returns its {@link
 * java.util.concurrent.CompletableFuture#copy() copy}; and what has to be done in any case belongs into a stage that is not returned.
 *
 * <p>Thread-safe.
 */
public interface Cancellation {
    /** {@return whether the method may stop} */
    boolean isRequested();

    /**
     * Runs the task once when the method may stop: at once, if it may already. Never, if the call is answered before.
     *
     * @param task must not block, since it runs on a thread that reads; what it throws is logged
     */
    void onRequested(Runnable task);
}
