package org.presencehub.work;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.presencehub.stereotype.Component;
import org.presencehub.stereotype.Startable;

/**
 * One tick a second for all who need one, so that no connection has a timer of its own. Thread-safe.
 *
 * <p>Each of them is told by a thread of its own: whoever is held up holds up no other. It goes on until all pools have ended: who stops may still
 * need the time.
 */
@Component
final class Heartbeat implements Startable {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

    private final List<Hand> hands;

    @Inject
    Heartbeat(@Any Instance<Ticking> listeners, ThreadPools pools) {
        this(listeners.stream().toList(), pools);
    }

    Heartbeat(List<Ticking> listeners, ThreadPools pools) {
        hands = listeners.stream()
                .map(each -> pools.hand("heartbeat-" + each.getClass().getSimpleName(), () -> beat(each)))
                .toList();
    }

    @Override
    public void start() {
        hands.forEach(Hand::start);
    }

    private static long beat(Ticking listener) {
        long began = System.nanoTime();
        Attempt.run(listener::tick, WorkLog::tickFailed);
        return Math.max(0, began + PERIOD - System.nanoTime());
    }
}
