package org.presencehub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it was when somebody asked. Immutable.
 *
 * @param id the public id
 * @param user whom its token names or it is bound to, or null
 * @param hub the path of its hub
 * @param transport what carries it, in SignalR's words: {@code WebSockets}
 * @param since when it was opened
 * @param userAgent what the client calls itself, cleaned and shortened; it may claim anything
 * @param queuedBytes how many bytes waited to be sent
 */
public record UserConnection(
        String id,
        @Nullable String user,
        String hub,
        String transport,
        Instant since,
        String userAgent,
        int queuedBytes) {}
