package org.presencehub.lifecycle;

import java.time.Duration;
import org.presencehub.config.Settings;

/**
 * How clients are sent away. Immutable.
 *
 * @param waveSize {@value #WAVE_SIZE}: how many at once; more, if there would not be time for all
 * @param waveInterval {@value #WAVE_INTERVAL}: how long until the next ones, give or take a half
 * @param timeout {@value #TIMEOUT}: after which whoever is left is cut off
 */
public record DrainOptions(int waveSize, Duration waveInterval, Duration timeout) {
    private static final String WAVE_SIZE = "presencehub.drain.wave-size";
    private static final String WAVE_INTERVAL = "presencehub.drain.wave-interval";
    static final String TIMEOUT = "presencehub.drain.timeout";

    private static final int MOST = 1_000_000;

    /** 500 twice a second, 20 seconds. */
    public static final DrainOptions DEFAULTS = new DrainOptions(500, Duration.ofMillis(500), Duration.ofSeconds(20));

    /** {@return what the settings say} */
    public static DrainOptions from(Settings settings) {
        return new DrainOptions(
                (int) settings.number(WAVE_SIZE, DEFAULTS.waveSize, 1, MOST),
                settings.seconds(WAVE_INTERVAL, DEFAULTS.waveInterval, Duration.ZERO),
                settings.timeout(TIMEOUT, DEFAULTS.timeout));
    }

    DrainOptions withWaveSize(int connections) {
        return new DrainOptions(connections, waveInterval, timeout);
    }

    DrainOptions withWaveInterval(Duration time) {
        return new DrainOptions(waveSize, time, timeout);
    }

    DrainOptions withTimeout(Duration time) {
        return new DrainOptions(waveSize, waveInterval, time);
    }
}
