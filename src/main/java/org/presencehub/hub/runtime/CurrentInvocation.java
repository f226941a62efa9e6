package org.presencehub.hub.runtime;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.presencehub.HubCallerContext;
import org.presencehub.HubException;
import org.presencehub.clients.ConnectedClient;
import org.presencehub.identity.Caller;
import org.presencehub.messaging.CurrentCall;
import org.presencehub.stereotype.Component;

/** Knows which hub call runs on the current thread. Thread-safe. */
@Component
final class CurrentInvocation implements HubCallerContext, CurrentCall {
    private static final ThreadLocal<@Nullable HubCall> CURRENT = new ThreadLocal<>();

    /** Runs hub code for a call. */
    <T> T during(HubCall call, Callable<T> code) throws Exception {
        HubCall outer = CURRENT.get();
        CURRENT.set(call);
        try {
            return code.call();
        } finally {
            restore(outer);
        }
    }

    private void restore(@Nullable HubCall outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    private static HubCall call() {
        HubCall call = CURRENT.get();
        if (call == null) {
            throw new IllegalStateException(
                    "There is a caller only while a hub method runs, on the thread that runs it.");
        }
        return call;
    }

    private static CallerContext context() {
        return call().context();
    }

    @Override
    public Optional<ConnectedClient> client() {
        return Optional.ofNullable(CURRENT.get())
                .map(running -> running.context().client());
    }

    @Override
    public Optional<Class<?>> hub() {
        return Optional.ofNullable(CURRENT.get()).map(call -> call.context().hub());
    }

    @Override
    public void yieldOrder() {
        HubCall call = CURRENT.get();
        if (call != null) {
            call.yieldOrder();
        }
    }

    @Override
    public String connectionId() {
        return context().client().connectionId();
    }

    @Override
    public @Nullable String userId() {
        return context().client().user();
    }

    @Override
    public @Nullable Principal principal() {
        return call().caller().principal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return call().caller().hasRole(role);
    }

    @Override
    public Map<String, Object> items() {
        return context().items();
    }

    @Override
    public void bindUser(String userId) {
        CallerContext context = context();
        if (context.client().verifiedUser() != null) {
            throw new IllegalStateException("The user of this connection is the one that its token names.");
        }
        if (userId.length() > Caller.LONGEST_USER_ID) {
            throw new HubException("The name of a user has at most " + Caller.LONGEST_USER_ID + " characters.");
        }
        context.clients().bind(context.client(), userId);
    }

    @Override
    public void abort() {
        context().abort().run();
    }
}
