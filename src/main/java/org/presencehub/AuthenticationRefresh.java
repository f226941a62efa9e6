package org.presencehub;

import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that a client shows for its living connection, instead of the one that counts. Immutable.
 *
 * @param hub the path of the hub
 * @param connectionId the public id of the connection
 * @param before the principal that counts, or null where nobody was asked for a token
 * @param after the principal that would count, of the same user, or null where nobody was asked for a token
 * @param expiresAt when that is accepted no more, any leeway included, or null if there is no end that we know
 */
public record AuthenticationRefresh(
        String hub,
        String connectionId,
        @Nullable Principal before,
        @Nullable Principal after,
        @Nullable Instant expiresAt) {}
