package org.presencehub.connection;

import java.time.Duration;

/**
 * The bounds of a connection. Immutable.
 *
 * @param maxMessageSize bytes of one received message with its frame; 0 for no limit but that of an array, 1 GiB
 * @param maxBacklog bytes that may wait behind the message in hand while a call runs
 * @param maxQueued bytes that may wait to be sent
 * @param sendTimeout how long one write may take, or a client whose buffer is full may acknowledge nothing
 * @param attachTimeout how long a negotiated id waits for its transport
 * @param maxConnections how many connections one hub takes
 * @param maxPerUser how many connections one hub takes of one user; 0 for no limit
 * @param resumeBuffer bytes kept for a client that may come back by another transport, until it acknowledges them
 * @param resumeTimeout how long such a client may be away
 */
public record ConnectionOptions(
        long maxMessageSize,
        int maxBacklog,
        int maxQueued,
        Duration sendTimeout,
        Duration attachTimeout,
        int maxConnections,
        int maxPerUser,
        int resumeBuffer,
        Duration resumeTimeout) {
    /** The key of {@link #maxPerUser}. */
    public static final String MAX_PER_USER = "presencehub.maximum-connections-per-user";

    /** SignalR's own defaults, where it has them; but ten times its buffer, since its clients acknowledge once a second. */
    public static final ConnectionOptions DEFAULTS = new ConnectionOptions(
            32 * 1024,
            1024 * 1024,
            1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            100_000,
            0,
            1024 * 1024,
            Duration.ofSeconds(15));
}
