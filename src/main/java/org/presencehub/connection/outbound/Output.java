package org.presencehub.connection.outbound;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** What may be sent to a connection, by whoever has something to send. Thread-safe; nothing here waits. */
public interface Output {
    /**
     * Sends a batch after all others, whatever waits: what all connections hold together is bounded.
     *
     * @return whether it was taken: not if no transport carries the connection yet, or it has ended
     */
    @CanIgnoreReturnValue
    boolean send(Batch batch);

    /** Sends a batch as {@link #send(Batch)} does, when the fan-out, which has to be started, comes to it, if it does not leave before. */
    boolean send(Batch batch, FanOut fanOut);

    /** Sends a batch as {@link #send(Batch)} does, but not before the task is done: whoever gets the batch can rely on it. */
    void send(Batch batch, Runnable before);

    /** {@return how many bytes wait, those being written included} */
    int queuedBytes();

    /** {@return whether so much waits that who sends more should know} */
    boolean isBehind();

    /**
     * Runs the task, which must not wait, when little waits to be sent: at once, or on the thread that hears so; never after the end. Of many, the
     * one that has waited longest is first, and what it sends counts for the next. For senders that can pause.
     */
    void whenWritable(Runnable task);

    /**
     * Sends what a log holds from now on, behind all that was sent before. To be called once.
     *
     * @param format what entries are rendered in
     */
    void follow(BroadcastLog log, String format);

    /**
     * Sends a batch, and from then on the log's entries for those who watch: the ones appended after this call.
     *
     * <p>To be called by whoever appends those, so that the batch tells what they go on from. A second call only sends.
     */
    void watch(Batch first);

    /** Sends no more of them. */
    void unwatch();
}
