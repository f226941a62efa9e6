package org.presencehub.connection.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How long a connection outlives its transport, for a client that may come back by another one. Immutable.
 *
 * @param bufferSize {@value #BUFFER_SIZE}: bytes that are kept until the client acknowledges them
 * @param timeout {@value #TIMEOUT}: how long the client may be away
 */
public record ResumeLimits(int bufferSize, Duration timeout) {
    private static final String BUFFER_SIZE = "presencehub.resume-buffer-size";
    private static final String TIMEOUT = "presencehub.resume-timeout";

    /** Ten times SignalR's own buffer, since its clients acknowledge once a second. */
    public static final ResumeLimits DEFAULTS = new ResumeLimits(1024 * 1024, Duration.ofSeconds(15));

    static ResumeLimits from(Settings settings) {
        return new ResumeLimits(
                (int) settings.number(BUFFER_SIZE, DEFAULTS.bufferSize, 1, Integer.MAX_VALUE),
                settings.timeout(TIMEOUT, DEFAULTS.timeout));
    }

    public ResumeLimits withBufferSize(int bytes) {
        return new ResumeLimits(bytes, timeout);
    }
}
