package org.presencehub.hub.options;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How hub methods are run. Immutable.
 *
 * @param threads {@value #THREADS}: how many may run at once, those that are {@link org.presencehub.NonBlocking} apart
 * @param threadsPerUser {@value #THREADS_PER_USER}: how many of them one user may have, or one address without a user; half of all by default
 * @param perSecond {@value #PER_SECOND}: how many calls a second a connection may make, and how many at once after a rest; 0 for no limit
 * @param streamBuffer {@value #STREAM_BUFFER}: how many items of a stream that a client sends may wait for the hub method that reads it
 * @param clientResultTimeout {@value #CLIENT_RESULT_TIMEOUT}: how long a client may take to answer a call of the server
 */
public record CallOptions(
        int threads, int threadsPerUser, int perSecond, int streamBuffer, Duration clientResultTimeout) {
    public static final String THREADS = "presencehub.hub-threads";
    static final String THREADS_PER_USER = "presencehub.hub-threads-per-user";
    public static final String PER_SECOND = "presencehub.maximum-calls-per-second";

    private static final String STREAM_BUFFER = "presencehub.stream-buffer-capacity";
    private static final String CLIENT_RESULT_TIMEOUT = "presencehub.client-result-timeout";
    private static final int MOST_THREADS = 10_000;
    private static final int MANY = 1_000_000;

    /** Enough threads for methods that wait for a database now and then; no limit of calls; SignalR's own stream buffer. */
    public static final CallOptions DEFAULTS = new CallOptions(64, half(64), 0, 10, Duration.ofSeconds(30));

    static CallOptions from(Settings settings) {
        int threads = (int) settings.number(THREADS, DEFAULTS.threads, 1, MOST_THREADS);
        return new CallOptions(
                threads,
                (int) settings.number(THREADS_PER_USER, half(threads), 1, MOST_THREADS),
                (int) settings.number(PER_SECOND, DEFAULTS.perSecond, 0, MANY),
                (int) settings.number(STREAM_BUFFER, DEFAULTS.streamBuffer, 1, MANY),
                settings.timeout(CLIENT_RESULT_TIMEOUT, DEFAULTS.clientResultTimeout));
    }

    private static int half(int threads) {
        return Math.max(1, threads / 2);
    }

    /** So many for all, and half of them for one user. */
    public CallOptions withThreads(int most) {
        return new CallOptions(most, half(most), perSecond, streamBuffer, clientResultTimeout);
    }

    public CallOptions withThreadsPerUser(int most) {
        return new CallOptions(threads, most, perSecond, streamBuffer, clientResultTimeout);
    }

    public CallOptions withPerSecond(int most) {
        return new CallOptions(threads, threadsPerUser, most, streamBuffer, clientResultTimeout);
    }

    public CallOptions withClientResultTimeout(Duration timeout) {
        return new CallOptions(threads, threadsPerUser, perSecond, streamBuffer, timeout);
    }
}
