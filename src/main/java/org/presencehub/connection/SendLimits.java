package org.presencehub.connection;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How far a client may lag behind. Immutable.
 *
 * @param maxBacklog {@value #MAX_BACKLOG}: bytes that may wait to be sent
 * @param timeout {@value #TIMEOUT}: how long one write may take, or a client whose buffer is full may acknowledge nothing
 */
public record SendLimits(int maxBacklog, Duration timeout) {
    private static final String MAX_BACKLOG = "presencehub.maximum-send-backlog";
    private static final String TIMEOUT = "presencehub.send-timeout";

    /** A mebibyte, ten seconds. */
    public static final SendLimits DEFAULTS = new SendLimits(1024 * 1024, Duration.ofSeconds(10));

    static SendLimits from(Settings settings) {
        return new SendLimits(
                (int) settings.number(MAX_BACKLOG, DEFAULTS.maxBacklog, 1, Integer.MAX_VALUE),
                settings.timeout(TIMEOUT, DEFAULTS.timeout));
    }

    public SendLimits withMaxBacklog(int bytes) {
        return new SendLimits(bytes, timeout);
    }
}
