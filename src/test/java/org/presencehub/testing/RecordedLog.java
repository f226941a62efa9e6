package org.presencehub.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.presencehub.work.RatedLogger;

/** What is logged from now on, until it is closed. Thread-safe. */
public final class RecordedLog extends Handler implements AutoCloseable {
    private final Logger logger;
    private final @Nullable Level before;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private RecordedLog(Logger logger, Level least) {
        RatedLogger.logAllLeftOut(); // what other tests have logged counts no more
        this.logger = logger;
        before = logger.getLevel();
        setLevel(least);
    }

    /** Records the warnings and errors of this logger and those below it. */
    public static RecordedLog of(String name) {
        Logger logger = Logger.getLogger(name);
        RecordedLog log = new RecordedLog(logger, Level.WARNING);
        logger.addHandler(log);
        return log;
    }

    /** Records whatever this logger and those below it have to say. */
    public static RecordedLog ofEverything(String name) {
        Logger logger = Logger.getLogger(name);
        RecordedLog log = new RecordedLog(logger, Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(log);
        return log;
    }

    /** The messages without their stack traces, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            lines.add(new SimpleFormatter().formatMessage(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
