package org.presencehub.hub.options;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.presencehub.config.Settings;
import org.presencehub.identity.Caller;

/**
 * How hubs take tokens for living connections. Immutable.
 *
 * @param refresh {@value #REFRESH}: whether they do; {@link org.presencehub.Hub#authenticationRefresh()} turns it off for one hub
 * @param timeout {@value #TIMEOUT}: how long a gate of the application may think
 * @param longest {@value #LONGEST}: how long one token counts at most, whatever end it has itself; no longer than that, if there is none
 */
public record RefreshOptions(boolean refresh, Duration timeout, Optional<Duration> longest) {
    private static final String REFRESH = "presencehub.token.refresh";
    public static final String TIMEOUT = "presencehub.token.refresh-timeout";
    private static final String LONGEST = "presencehub.token.maximum-lifetime";

    /** They do, and gates have ten seconds. */
    public static final RefreshOptions DEFAULTS = new RefreshOptions(true, Duration.ofSeconds(10), Optional.empty());

    static RefreshOptions from(Settings settings) {
        return new RefreshOptions(
                settings.flag(REFRESH, DEFAULTS.refresh),
                settings.timeout(TIMEOUT, DEFAULTS.timeout),
                settings.seconds(LONGEST, Duration.ofSeconds(1)));
    }

    /** {@return the caller, accepted for no longer than a token counts} */
    public Caller limited(Caller caller, Instant now) {
        return longest.map(most -> caller.until(now.plus(most))).orElse(caller);
    }

    public RefreshOptions withTimeout(Duration most) {
        return new RefreshOptions(refresh, most, longest);
    }

    public RefreshOptions withLongest(Duration most) {
        return new RefreshOptions(refresh, timeout, Optional.of(most));
    }
}
