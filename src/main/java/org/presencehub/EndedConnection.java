package org.presencehub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is no more. Immutable.
 *
 * @param id the public id
 * @param user whom its token named or it was bound to, or null
 * @param hub the path of its hub
 * @param transport what carried it, in SignalR's words, or {@code none} if the client negotiated and did not connect
 * @param since when it was opened
 * @param userAgent what the client called itself, cleaned and shortened; it may have claimed anything
 * @param ended when it ended
 * @param reason why it ended
 */
public record EndedConnection(
        String id,
        @Nullable String user,
        String hub,
        String transport,
        Instant since,
        String userAgent,
        Instant ended,
        DisconnectReason reason) {}
