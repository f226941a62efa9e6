package org.presencehub.connection;

import java.util.concurrent.CompletableFuture;
import org.presencehub.identity.Caller;

/** How one hub takes tokens that clients show for living connections. Thread-safe. */
public interface TokenRefreshes {
    /** {@return whether it takes any} */
    boolean areOn();

    /** {@return the caller, accepted for no longer than one token may be} */
    Caller limited(Caller caller);

    /**
     * Has the token count from now on, unless it is older than the one that does, or the application says no. One after the other for each
     * connection.
     *
     * @return what became of it: known at once, unless the application is asked
     */
    CompletableFuture<Outcome> refresh(Connection connection, Caller shown);

    /** What became of a token. */
    enum Outcome {
        /** It counts. */
        REFRESHED,
        /** Another one counts that was issued later. */
        OLDER,
        /** It is of another user. */
        OTHER_USER,
        /** The application does not want it to count. */
        REJECTED,
        /** Nobody could ask the application: the token that counts goes on. */
        UNDECIDED,
        /** The application failed when it was asked. */
        FAILED,
        /** Too many wait for an answer already. Nobody was asked. */
        TOO_MANY,
        /** The connection has ended. */
        ENDED
    }
}
