package org.presencehub.connection;

import java.time.Duration;
import org.presencehub.config.Settings;

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
    /** The key of {@link #maxMessageSize}. */
    public static final String MAX_MESSAGE_SIZE = "presencehub.maximum-receive-message-size";

    /** The key of {@link #maxBacklog}. */
    public static final String MAX_BACKLOG = "presencehub.maximum-receive-backlog";

    static final String MAX_PER_USER = "presencehub.maximum-connections-per-user";

    private static final String MAX_QUEUED = "presencehub.maximum-send-backlog";
    private static final String SEND_TIMEOUT = "presencehub.send-timeout";
    private static final String ATTACH_TIMEOUT = "presencehub.attach-timeout";
    private static final String RESUME_BUFFER = "presencehub.resume-buffer-size";
    private static final String RESUME_TIMEOUT = "presencehub.resume-timeout";
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);

    /** The key of {@link #maxConnections}. */
    public static final String MAX_CONNECTIONS = "presencehub.maximum-connections";

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

    /** {@return what the settings say} */
    public static ConnectionOptions from(Settings settings) {
        int most = Integer.MAX_VALUE;
        return new ConnectionOptions(
                settings.number(MAX_MESSAGE_SIZE, DEFAULTS.maxMessageSize, 0, most),
                (int) settings.number(MAX_BACKLOG, DEFAULTS.maxBacklog, 1, most),
                (int) settings.number(MAX_QUEUED, DEFAULTS.maxQueued, 1, most),
                settings.seconds(SEND_TIMEOUT, DEFAULTS.sendTimeout, LEAST_TIMEOUT),
                settings.seconds(ATTACH_TIMEOUT, DEFAULTS.attachTimeout, LEAST_TIMEOUT),
                (int) settings.number(MAX_CONNECTIONS, DEFAULTS.maxConnections, 1, most),
                (int) settings.number(MAX_PER_USER, DEFAULTS.maxPerUser, 0, most),
                (int) settings.number(RESUME_BUFFER, DEFAULTS.resumeBuffer, 1, most),
                settings.seconds(RESUME_TIMEOUT, DEFAULTS.resumeTimeout, LEAST_TIMEOUT));
    }
}
