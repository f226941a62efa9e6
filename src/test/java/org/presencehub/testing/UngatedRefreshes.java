package org.presencehub.testing;

import java.util.concurrent.CompletableFuture;
import org.presencehub.connection.Connection;
import org.presencehub.connection.TokenRefreshes;
import org.presencehub.identity.Caller;

/** Takes every token of the same user that is none from before. Immutable. */
public record UngatedRefreshes(boolean areOn) implements TokenRefreshes {
    @Override
    public Caller limited(Caller caller) {
        return caller;
    }

    @Override
    public CompletableFuture<Outcome> refresh(Connection connection, Caller shown) {
        return CompletableFuture.completedFuture(
                switch (connection.refresh(shown)) {
                    case OTHER_USER -> Outcome.OTHER_USER;
                    case OLDER -> Outcome.OLDER;
                    case KNOWN, NEW -> Outcome.REFRESHED;
                });
    }
}
