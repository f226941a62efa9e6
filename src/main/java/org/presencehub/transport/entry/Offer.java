package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.presencehub.HubTransport;
import org.presencehub.connection.HubRoute;

/**
 * The ways in which a hub can be reached: those that configuration lets, as far as a request's filters do. Thread-safe.
 *
 * <p>A request that waits must be asynchronous, and one filter in front that does not support that keeps it from being so. What is more, a container
 * tells it by a request only.
 */
public final class Offer {
    private final HubRoute route;
    private final Supplier<List<String>> suspects;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param suspects names the filters that may be the cause */
    public Offer(HubRoute route, Supplier<List<String>> suspects) {
        this.route = route;
        this.suspects = suspects;
    }

    /** {@return what works for requests like this one} */
    Set<HubTransport> to(HttpServletRequest request) {
        if (request.isAsyncSupported()) {
            return route.transports();
        }
        Set<HubTransport> left = route.transports().stream()
                .filter(HubTransport.WEB_SOCKETS::equals)
                .collect(Collectors.toUnmodifiableSet());
        if (!left.equals(route.transports()) && told.compareAndSet(false, true)) {
            TransportLog.notAsynchronous(route.path(), !left.isEmpty(), suspects.get());
        }
        return left;
    }
}
