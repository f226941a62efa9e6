package org.presencehub.connection.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * When a client lags behind, and when it is slow. Immutable.
 *
 * @param maxBacklog {@value #MAX_BACKLOG}: from how many bytes that wait to be sent senders are told that the client is behind
 * @param timeout {@value #TIMEOUT}: how long a write of up to 256 KiB may take, and a larger one in proportion; or how long a client whose buffer is
 *     full may acknowledge nothing
 */
public record SendLimits(int maxBacklog, Duration timeout) {
    private static final String MAX_BACKLOG = "presencehub.maximum-send-backlog";
    private static final String TIMEOUT = "presencehub.send-timeout";

    /** A mebibyte, ten seconds. */
    public static final SendLimits DEFAULTS = new SendLimits(1024 * 1024, Duration.ofSeconds(10));

    /** What a client that reads has taken within the timeout in any case. */
    private static final int USUAL_WRITE = 256 * 1024;

    /** {@return how many nanoseconds a write of so many bytes may take} */
    public long patience(int size) {
        return timeout.toNanos() * Math.max(1, (size + USUAL_WRITE - 1L) / USUAL_WRITE);
    }

    public static SendLimits from(Settings settings) {
        return new SendLimits(
                (int) settings.number(MAX_BACKLOG, DEFAULTS.maxBacklog, 1, Integer.MAX_VALUE),
                settings.timeout(TIMEOUT, DEFAULTS.timeout));
    }

    public SendLimits withMaxBacklog(int bytes) {
        return new SendLimits(bytes, timeout);
    }
}
