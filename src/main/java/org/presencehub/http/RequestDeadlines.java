package org.presencehub.http;

import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.presencehub.http.server.HttpLog;
import org.presencehub.stereotype.Component;
import org.presencehub.work.Ticking;

/** Ends requests whose clients keep them waiting for too long. Thread-safe. */
@Component
public final class RequestDeadlines implements Ticking {
    private final long limit;
    private final LongSupplier nanoTime;
    private final Set<Patience> pending = ConcurrentHashMap.newKeySet();

    @Inject
    RequestDeadlines(RequestOptions options) {
        this(options, System::nanoTime);
    }

    /** @param nanoTime a clock like {@link System#nanoTime()} */
    public RequestDeadlines(RequestOptions options, LongSupplier nanoTime) {
        limit = options.timeout().toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * {@return the patience with a request, which does not wait for its client yet}
     *
     * @param onExhausted hears, once, that it is at its end
     */
    public Patience patience(Runnable onExhausted) {
        Patience patience = new Patience(limit, nanoTime, onExhausted, pending::remove);
        pending.add(patience);
        return patience;
    }

    @Override
    public void tick() {
        for (Patience patience : pending) {
            try {
                patience.tick();
            } catch (RuntimeException | Error e) { // the others have to hear the tick, too
                HttpLog.requestFailed(e);
            }
        }
    }
}
