package org.presencehub.work;

import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/** Has logs say what they left out, each minute and at the end. Thread-safe. */
@Component
final class RatedLogs implements Ticking, Startable {
    @Override
    public void start() {}

    @Override
    public void tick() {
        RatedLogger.logLeftOutInPastMinutes();
    }

    @Override
    public void stop() {
        RatedLogger.logAllLeftOut();
    }
}
