package org.presencehub.stereotype;

import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The beans of one jar that have a stereotype of ours: CDI gets those that a server has not found, and none that is unwanted. Confined to the
 * container's start.
 *
 * <p>WildFly looks for the stereotypes of an EAR in its {@code lib/} and in no WAR, so in the WAR of an EAR it takes no such class for a bean.
 */
public final class BeanClasses {
    private final Set<Class<?>> missing = new HashSet<>();
    private final Set<Class<?>> unwanted = new HashSet<>();

    /** @param names below {@code org.presencehub}, since the rooms hide their beans */
    public BeanClasses(String... names) {
        Stream.of(names).map(BeanClasses::named).forEach(missing::add);
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName("org.presencehub." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves a bean out, whether the server finds it or not. */
    public void leaveOut(Class<?> type) {
        unwanted.add(type);
        missing.remove(type);
    }

    /** Notes that the server has found this one by itself, and takes it away if it is unwanted. */
    public void found(ProcessAnnotatedType<?> event) {
        Class<?> type = event.getAnnotatedType().getJavaClass();
        missing.remove(type);
        if (unwanted.contains(type)) {
            event.veto();
        }
    }

    /** Adds the others. */
    public void addMissing(AfterTypeDiscovery event) {
        missing.forEach(type -> event.addAnnotatedType(type, type.getName()));
    }
}
