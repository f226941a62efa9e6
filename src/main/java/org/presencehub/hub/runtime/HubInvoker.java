package org.presencehub.hub.runtime;

import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.presencehub.stereotype.Component;

/** Calls a method of a hub on an instance of its own, with the request context active. Thread-safe; not final, since intercepted. */
@Component
public class HubInvoker {
    private final BeanManager beans;
    private final CurrentInvocation current;
    private final Map<Class<?>, Bean<?>> resolved = new ConcurrentHashMap<>();

    @Inject
    HubInvoker(BeanManager beans, CurrentInvocation current) {
        this.beans = beans;
        this.current = current;
    }

    /**
     * {@return what the method returned} Throws what it threw.
     *
     * @param call is the current one meanwhile
     */
    @ActivateRequestContext
    @Nullable
    public Object invoke(HubCall call, Method method, @Nullable Object... arguments) throws Exception {
        Class<?> hub = call.context().hub();
        return current.during(call, () -> invoke(hub, method, arguments));
    }

    private @Nullable Object invoke(Class<?> hub, Method method, @Nullable Object... arguments) throws Exception {
        Bean<?> bean = resolved.computeIfAbsent(hub, this::resolve);
        CreationalContext<?> context = beans.createCreationalContext(bean);
        try {
            return method.invoke(beans.getReference(bean, hub, context), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            context.release();
        }
    }

    /** Another hub may extend this one, and is a bean of its type then. */
    private Bean<?> resolve(Class<?> hub) {
        return Objects.requireNonNull(beans.resolve(beans.getBeans(hub, Any.Literal.INSTANCE).stream()
                .filter(bean -> bean.getBeanClass() == hub)
                .collect(Collectors.toSet())));
    }
}
