package org.presencehub.http;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How patient we are with whoever sends a request. Immutable.
 *
 * @param timeout {@value #TIMEOUT}: how long a client may keep one request waiting, for its body and to take the answer
 */
public record RequestOptions(Duration timeout) {
    private static final String TIMEOUT = "presencehub.request-timeout";

    /** Half a minute. */
    public static final RequestOptions DEFAULTS = new RequestOptions(Duration.ofSeconds(30));

    /** {@return what the settings say} */
    public static RequestOptions from(Settings settings) {
        return new RequestOptions(settings.timeout(TIMEOUT, DEFAULTS.timeout));
    }
}
