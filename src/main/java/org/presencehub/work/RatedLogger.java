package org.presencehub.work;

import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log whose lines have a rate, each kind its own, since strangers can cause them. Thread-safe.
 *
 * <p>In a minute {@value #LINES} lines of a kind are written, and of those with a stack trace {@value #TRACES} with it. The others go to
 * {@code DEBUG}, so nothing is lost to whoever looks for one; one line says how many they were.
 */
public final class RatedLogger implements System.Logger {
    static final int LINES = 100;
    static final int TRACES = 3;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_KINDS = 500; // of lines that are put together, each is a kind
    private static final int LONGEST_CAUSE = 500;

    private static final List<RatedLogger> ALL = new CopyOnWriteArrayList<>();

    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final Map<String, LineRate> rates = new ConcurrentHashMap<>();

    RatedLogger(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** {@return the logger of this name} To be kept. */
    public static System.Logger of(String name) {
        RatedLogger logger = new RatedLogger(System.getLogger(name), System::nanoTime);
        ALL.add(logger);
        return logger;
    }

    /** Says what each has left out in minutes that are over. */
    static void logLeftOutInPastMinutes() {
        ALL.forEach(logger -> logger.logLeftOut(false));
    }

    /** Says what each has left out, and has a new minute begin for all. */
    public static void logAllLeftOut() {
        ALL.forEach(logger -> logger.logLeftOut(true));
    }

    @Override
    public String getName() {
        return log.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return log.isLoggable(level);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        if (isFree(level)) {
            log.log(level, bundle, message, thrown);
            return;
        }
        LineRate rate = count(level, thrown == null ? message : String.valueOf(thrown.getClass()));
        if (thrown == null || rate.lines() <= TRACES) {
            log.log(rate.leftOut() == 0 ? level : Level.DEBUG, bundle, message, thrown);
            return;
        }
        if (rate.leftOut() == 0) {
            log.log(level, message + " " + Printable.line(String.valueOf(thrown), LONGEST_CAUSE));
        }
        log.log(Level.DEBUG, bundle, message, thrown);
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
        boolean written = isFree(level) || count(level, format).leftOut() == 0;
        log.log(written ? level : Level.DEBUG, bundle, format, parameters);
    }

    private boolean isFree(Level level) {
        return level.getSeverity() < Level.INFO.getSeverity() || !log.isLoggable(level);
    }

    private LineRate count(Level level, String kind) {
        long now = nanoTime.getAsLong();
        String counted = rates.size() < MAX_KINDS || rates.containsKey(kind) ? kind : "";
        return rates.compute(counted, (each, rate) -> rate == null ? new LineRate(level, now, 1) : rate.andOne());
    }

    /** @param all whether also of a minute that is not over */
    void logLeftOut(boolean all) {
        long now = nanoTime.getAsLong();
        rates.forEach((kind, rate) -> {
            if ((all || now - rate.since() >= MINUTE) && rates.remove(kind, rate) && rate.leftOut() > 0) {
                log.log(
                        rate.level(),
                        "{0} more lines like this one were left out here, and are at DEBUG: {1}",
                        Long.toString(rate.leftOut()),
                        kind.isEmpty() ? "of many kinds" : kind);
            }
        });
    }
}
