package org.presencehub.connection.inbound;

/**
 * One whole message of a client, from its arrival until it is done. Thread-safe.
 *
 * <p>A message that changes nothing for those behind it is dealt with when it arrives. Any other has its turn when all that came before it, and
 * asked for a turn, are done.
 */
public interface InboundMessage {
    /** {@return what holds the message; not changed afterwards} */
    byte[] bytes();

    /** {@return where it begins} */
    int from();

    /** {@return where it ends} */
    int to();

    /**
     * Runs the task in the message's turn, which lasts until it is {@linkplain #done done}; never, if the input is discarded before.
     *
     * <p>To be called once, while the message is received. The task must not wait; what it throws ends the connection.
     */
    default void inTurn(Runnable task) {
        inTurn(task, 0);
    }

    /**
     * The same for a task that holds more than the message.
     *
     * @param weight bytes of what it holds beside
     */
    void inTurn(Runnable task, long weight);

    /** {@return whether it has asked for a turn that has not begun} */
    boolean waits();

    /** Lets the turn end with the connection, if it lasts so long: for one that waits for something which may never come. */
    void endWithConnection();

    /** Takes no more input behind this message, also none that has come. To be called while the message is received. */
    void endInput();

    /** Ends the turn: the next message has its own, on this thread or on the one that reads. Further calls do nothing. */
    void done();
}
