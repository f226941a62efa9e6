package org.presencehub.connection.options;

import org.presencehub.config.Settings;

/**
 * How much a client may send. Immutable.
 *
 * @param maxMessageSize {@value #MAX_MESSAGE_SIZE}: bytes of one message with its frame; 0 for no limit but that of an array, 1 GiB
 * @param maxBacklog {@value #MAX_BACKLOG}: bytes that may wait behind the message in hand while a call runs
 */
public record ReceiveLimits(long maxMessageSize, int maxBacklog) {
    public static final String MAX_MESSAGE_SIZE = "presencehub.maximum-receive-message-size";
    public static final String MAX_BACKLOG = "presencehub.maximum-receive-backlog";

    /** SignalR's own message size. */
    public static final ReceiveLimits DEFAULTS = new ReceiveLimits(32 * 1024, 1024 * 1024);

    public static ReceiveLimits from(Settings settings) {
        return new ReceiveLimits(settings.number(MAX_MESSAGE_SIZE, DEFAULTS.maxMessageSize, 0, Integer.MAX_VALUE), (int)
                settings.number(MAX_BACKLOG, DEFAULTS.maxBacklog, 1, Integer.MAX_VALUE));
    }

    public ReceiveLimits withMaxMessageSize(long bytes) {
        return new ReceiveLimits(bytes, maxBacklog);
    }

    public ReceiveLimits withMaxBacklog(int bytes) {
        return new ReceiveLimits(maxMessageSize, bytes);
    }
}
