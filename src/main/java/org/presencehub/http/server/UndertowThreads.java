package org.presencehub.http.server;

import java.util.Collection;
import java.util.concurrent.Executor;
import org.presencehub.stereotype.Component;
import org.presencehub.work.lateness.ServerThreads;

/**
 * The I/O threads of Undertow that clients of the application have come by, each with the worker's threads behind it. Thread-safe.
 *
 * <p>On another server none is known.
 */
@Component
final class UndertowThreads implements ServerThreads {
    @Override
    public Collection<Executor> all() {
        return UndertowThread.passages();
    }
}
