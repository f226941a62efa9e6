package org.presencehub.deployment;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.presencehub.DirectedMessage;
import org.presencehub.presence.PresenceTracker;

/** Stops a deployment in which our jars lie where they cannot work, with a sentence. Confined to the container's start. */
public class ArrangementExtension implements Extension {
    private boolean tracked;

    void found(@Observes ProcessSessionBean<?> event) {
        Class<?> bean = event.getBean().getBeanClass();
        tracked |= bean == PresenceTracker.class;
        if (Copies.isOfOtherLibrary(bean)) {
            event.addDefinitionError(twoWars(bean));
        }
    }

    /** Weld tells extensions of one EAR apart by their names: one WAR would get what is the other's. */
    private static IllegalStateException twoWars(Class<?> bean) {
        return new IllegalStateException("Two WARs of this EAR have PresenceHub, in " + Place.of(PresenceTracker.class)
                + " and in " + Place.of(bean)
                + ", which CDI would mix up: let one WAR have presencehub-library, or deploy the other by itself.");
    }

    /** Before dependencies are looked at: many would be missing, and none says why. */
    void requireTracker(@Observes AfterBeanDiscovery event) {
        if (!tracked) {
            Place place = Place.of(ArrangementExtension.class);
            event.addDefinitionError(new IllegalStateException(place.isInsideWar() ? noBeans() : outside(place)));
        }
    }

    private static String noBeans() {
        return "PresenceHub needs enterprise beans, and here are none. Either this server has none: take one with the Jakarta EE Web Profile"
                + " and Jakarta Concurrency, such as WildFly with standalone.xml, or Payara. Or WEB-INF/ejb-jar.xml says"
                + " metadata-complete=\"true\": take it away.";
    }

    private static String outside(Place place) {
        return "PresenceHub works only inside a WAR, but lies in " + place
                + ": put presencehub-library into WEB-INF/lib of the WAR, and only presencehub-api into lib/ of the EAR.";
    }

    void injected(@Observes ProcessInjectionPoint<?, ?> event) {
        classesOf(event.getInjectionPoint().getType())
                .filter(Copies::isOfCopyWithoutLibrary)
                .findFirst()
                .map(copy ->
                        twice(copy, String.valueOf(event.getInjectionPoint().getMember())))
                .ifPresent(event::addDefinitionError);
    }

    void observed(@Observes ProcessObserverMethod<?, ?> event) {
        classesOf(event.getObserverMethod().getObservedType())
                .filter(Copies::isOfCopyWithoutLibrary)
                .findFirst()
                .map(copy -> twice(
                        copy, "An observer of " + event.getObserverMethod().getBeanClass()))
                .ifPresent(event::addDefinitionError);
    }

    /** Nothing would fail: events of one class never reach observers of the other. */
    private static IllegalStateException twice(Class<?> copy, String user) {
        return new IllegalStateException(user + " knows another " + copy.getSimpleName()
                + " than PresenceHub does, since presencehub-api is there twice, in " + Place.of(copy) + " and in "
                + Place.of(DirectedMessage.class) + ": leave it in lib/ of the EAR, and out of WEB-INF/lib.");
    }

    private static Stream<Class<?>> classesOf(Type type) {
        if (type instanceof ParameterizedType named) {
            return Stream.concat(
                    classesOf(named.getRawType()),
                    Stream.of(named.getActualTypeArguments()).flatMap(ArrangementExtension::classesOf));
        }
        return type instanceof Class<?> named ? Stream.of(named) : Stream.empty();
    }
}
