package org.presencehub.hub.definition;

import jakarta.enterprise.inject.spi.AnnotatedConstructor;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** Says which classes no container makes a bean of (CDI 4.0, 3.1.1), so that a hub among them would silently not be there. Stateless. */
final class HubClass {
    private HubClass() {}

    /** {@return a sentence for the developer, if no call could ever get an instance of the hub} */
    static Optional<IllegalArgumentException> problem(AnnotatedType<?> hub) {
        Class<?> type = hub.getJavaClass();
        if (type.isInterface()) {
            return problem(type, "is an interface: annotate the class that implements it instead");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return problem(type, "is abstract: annotate the classes that extend it instead");
        }
        if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            return problem(type, "is an inner class: make it static, or a class of its own");
        }
        return hub.getConstructors().stream().anyMatch(HubClass::isForContainer)
                ? Optional.empty()
                : problem(
                        type,
                        "has neither a constructor without parameters nor one annotated with @Inject: add one of the two");
    }

    private static boolean isForContainer(AnnotatedConstructor<?> constructor) {
        return constructor.getParameters().isEmpty() || constructor.isAnnotationPresent(Inject.class);
    }

    private static Optional<IllegalArgumentException> problem(Class<?> type, String why) {
        return Optional.of(
                new IllegalArgumentException("The hub " + type.getName() + " cannot be served, since it " + why + "."));
    }
}
