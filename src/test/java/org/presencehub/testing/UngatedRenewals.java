package org.presencehub.testing;

import java.util.concurrent.CompletableFuture;
import org.presencehub.connection.Connection;
import org.presencehub.connection.Renewals;
import org.presencehub.identity.Caller;

/** Takes every token of the same user that is none from before. Immutable. */
public record UngatedRenewals(boolean areOn) implements Renewals {
    @Override
    public Caller limited(Caller caller) {
        return caller;
    }

    @Override
    public CompletableFuture<Outcome> renew(Connection connection, Caller shown) {
        return CompletableFuture.completedFuture(
                switch (connection.renew(shown)) {
                    case OTHER_USER -> Outcome.OTHER_USER;
                    case OLDER -> Outcome.OLDER;
                    case KNOWN, NEW -> Outcome.RENEWED;
                });
    }
}
