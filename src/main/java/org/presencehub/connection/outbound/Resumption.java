package org.presencehub.connection.outbound;

/**
 * How a connection goes on after its transport was lost. Immutable.
 *
 * @param capacity how many bytes that the client has not acknowledged are kept; more wait until it does
 * @param preface tells the client what comes again
 */
public record Resumption(int capacity, Preface preface) {
    /** Makes the message before all that is sent again. */
    @FunctionalInterface
    public interface Preface {
        /** {@return a message, itself uncounted, that gives the number of the first counted one behind it} */
        Batch from(long number);
    }
}
