package org.presencehub;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What became of a sent message: counted at once, or pending until the transaction that it was sent in has ended. Immutable. */
public sealed interface Delivery {
    /** Nobody was reached: the user is not connected, or no hub takes the message. */
    Delivery NONE = new Reached(0, 0, 0);

    /** {@return a delivery to this many connections of this many users, none of which is behind} */
    static Delivery reached(int connections, int users) {
        return reached(connections, users, 0);
    }

    /** {@return a delivery to this many connections of this many users, so many of which are behind} */
    static Delivery reached(int connections, int users, int behind) {
        return new Reached(connections, users, behind);
    }

    /**
     * {@return a delivery that is counted later}
     *
     * @param done completes with the counts when the transaction has ended, or with a {@link CancellationException}
     */
    static Delivery pending(CompletionStage<Delivery> done) {
        return new Pending(done);
    }

    /**
     * {@return how many connections it was handed to}
     *
     * @throws IllegalStateException if the message waits for a commit
     */
    int connections();

    /**
     * {@return how many different users these belong to}
     *
     * @throws IllegalStateException if the message waits for a commit
     */
    int users();

    /**
     * {@return how many of these connections are behind: more than {@code presencehub.maximum-send-backlog} bytes wait for each}
     *
     * <p>They get the message all the same, and nobody who reads is closed for it. But what waits is held in memory, and where all connections hold too
     * much together, those that hold most are closed. Whoever sends much at once should stop while this is not 0, and go on a moment later. Of a message
     * to all it says how many were behind just before.
     *
     * @throws IllegalStateException if the message waits for a commit
     */
    int behind();

    /**
     * {@return the counts, as soon as there are any: now, or after the commit}
     *
     * <p>After a rollback it completes with a {@link CancellationException}. What hangs on it runs on the thread that ended the
     * transaction, when all messages of that transaction have left.
     */
    CompletionStage<Delivery> whenDone();

    /**
     * The message was handed over.
     *
     * @param connections to how many connections
     * @param users how many different users these belong to
     * @param behind how many of the connections are behind
     */
    record Reached(int connections, int users, int behind) implements Delivery {
        @Override
        public CompletionStage<Delivery> whenDone() {
            return CompletableFuture.completedStage(this);
        }
    }

    /** The message leaves when the transaction commits, or never. No record, since its stage is nothing to bind to JSON. */
    final class Pending implements Delivery {
        private final CompletionStage<Delivery> done;

        private Pending(CompletionStage<Delivery> done) {
            this.done = done;
        }

        @Override
        public int connections() {
            throw uncounted();
        }

        @Override
        public int users() {
            throw uncounted();
        }

        @Override
        public int behind() {
            throw uncounted();
        }

        private static IllegalStateException uncounted() {
            return new IllegalStateException(
                    "The message leaves when the transaction commits: whenDone() tells then whom it reached.");
        }

        @Override
        public CompletionStage<Delivery> whenDone() {
            return done;
        }

        @Override
        public String toString() {
            return "Pending";
        }
    }
}
