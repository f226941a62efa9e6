package org.presencehub.presence.events;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.presencehub.stereotype.Component;

/** The beans that observe events of users. Thread-safe; not final, since intercepted. */
@Component
public class Observers {
    private final Event<Object> events;

    @Inject
    Observers(Event<Object> events) {
        this.events = events;
    }

    /** Tells those that observe by {@code @Observes}, and throws what the first of them throws. */
    @ActivateRequestContext
    void fire(Object event) {
        events.fire(event);
    }

    /** Tells those that observe by {@code @ObservesAsync}, on the threads of this executor and no others. {@return their end} */
    CompletionStage<?> fireAsync(Object event, Executor executor) {
        return events.fireAsync(event, NotificationOptions.ofExecutor(executor));
    }
}
