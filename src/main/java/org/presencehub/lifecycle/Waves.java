package org.presencehub.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One emptying of the server: sends away wave after wave, waits for the last sockets, and cuts off what is left when time is up. Confined to
 * whoever drives it.
 *
 * <p>It has no clock and no thread. Who comes to another server in waves is no storm there; the waves of many servers that end together are
 * kept apart by chance.
 */
final class Waves {
    /** How long those have who were arriving when it began. */
    static final Duration ARRIVING = Duration.ofSeconds(2);

    /** Nobody tells when the last socket is closed. */
    private static final long LOOK = Duration.ofMillis(20).toNanos();

    private final DrainOptions options;
    private final List<Drainable> drainables;
    private final RandomGenerator random;
    private final long began;
    private final long lastWave;
    private final long end;
    private long nextWave;
    private int cutOff;

    /** @param now nanoseconds, as of all calls */
    Waves(DrainOptions options, List<Drainable> drainables, RandomGenerator random, long now) {
        this.options = options;
        this.drainables = drainables;
        this.random = random;
        long time = options.timeout().toNanos();
        began = now;
        lastWave = now + time / 4 * 3; // the rest is for last words
        end = now + time;
        nextWave = now;
    }

    /** Does what is due. {@return in how many nanoseconds there may be more to do; 0 when all is over} */
    long advance(long now) {
        int left = left();
        if (left == 0) {
            return 0;
        }
        if (now - end >= 0) {
            cutOff = left;
            drainables.forEach(Drainable::cutOff);
            return 0;
        }
        if (now - nextWave >= 0 || now - lastWave >= 0) {
            sendAway(size(now), spared(now));
            nextWave = now + (long) (options.waveInterval().toNanos() * (0.5 + random.nextDouble()));
        }
        return LOOK;
    }

    /** {@return how many had to be cut off} */
    int cutOff() {
        return cutOff;
    }

    int waiting() {
        return drainables.stream().mapToInt(Drainable::waiting).sum();
    }

    private int left() {
        return drainables.stream().mapToInt(Drainable::left).sum();
    }

    private Spared spared(long now) {
        if (now - lastWave >= 0) {
            return Spared.NOBODY;
        }
        return now - began < ARRIVING.toNanos() ? Spared.ARRIVALS_AND_CALLS : Spared.CALLS;
    }

    /** All have to be gone by the time of the last wave. */
    private int size(long now) {
        if (now - lastWave >= 0) {
            return Integer.MAX_VALUE;
        }
        long waves = (lastWave - now) / Math.max(1, options.waveInterval().toNanos()) + 1;
        return (int) Math.max(options.waveSize(), (waiting() + waves - 1) / waves);
    }

    private void sendAway(int most, Spared spared) {
        int rest = most;
        for (Drainable drainable : drainables) {
            if (rest > 0) {
                rest -= drainable.sendAway(rest, spared);
            }
        }
    }
}
