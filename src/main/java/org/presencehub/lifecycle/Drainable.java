package org.presencehub.lifecycle;

/** A bean that has to do with who is connected, and hears when a server is emptied. Thread-safe; no method blocks. */
public interface Drainable {
    /**
     * Lets nobody new in from now on.
     *
     * @param end whether the application ends, so that those go, too, who may stay during a drain; it may be told after a drain for another reason
     */
    default void refuse(boolean end) {}

    /** All is as before. Never comes when the application ends. */
    default void admit() {}

    /**
     * Hears that nobody new is let in by the server itself, or that this is over. Clients that are connected stay so, and cannot always be heard.
     */
    default void suspend(boolean suspended) {}

    /** {@return how many are still to be sent away} */
    default int waiting() {
        return 0;
    }

    /** {@return how many are to be waited for: those who wait, and whose sockets are not closed yet} */
    default int left() {
        return 0;
    }

    /** Sends away so many of those who wait. {@return how many that were} */
    default int sendAway(int atMost, Spared spared) {
        return 0;
    }

    /** Time is up: ends what is left. */
    default void cutOff() {}

    /** The drain is over, and the application ends. */
    default void stop() {}
}
