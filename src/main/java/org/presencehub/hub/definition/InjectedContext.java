package org.presencehub.hub.definition;

import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import java.util.Optional;
import org.presencehub.Hub;
import org.presencehub.HubContext;
import org.presencehub.messaging.Injected;

/** Says which {@link HubContext} reaches nobody. Stateless. */
final class InjectedContext {
    private InjectedContext() {}

    /** {@return a sentence for the developer, if there is no such hub} */
    static Optional<IllegalArgumentException> problem(Injected context, Collection<HubDefinition> hubs) {
        if (!(context.type() instanceof ParameterizedType named)
                || !(named.getActualTypeArguments()[0] instanceof Class<?> hub)) {
            return problem(context, "does not name a hub: inject HubContext<YourHub>");
        }
        if (!hub.isAnnotationPresent(Hub.class)) {
            return problem(context, "names no hub: annotate " + hub.getName() + " with @Hub, or name a class that is");
        }
        boolean served = hubs.stream().anyMatch(each -> each.type() == hub);
        return served || context.later() // which is for what may not be there
                ? Optional.empty()
                : problem(
                        context,
                        "names a hub that this deployment does not serve: " + hub.getName()
                                + " is no bean here, or is switched off");
    }

    private static Optional<IllegalArgumentException> problem(Injected context, String why) {
        return Optional.of(new IllegalArgumentException(
                context.type().getTypeName() + " in " + context.place() + " " + why + "."));
    }
}
