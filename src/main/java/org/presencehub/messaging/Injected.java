package org.presencehub.messaging;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * What an application injects somewhere. Immutable.
 *
 * @param type at once or, through an {@link Instance} or {@link Provider}, later
 * @param later whether it is made when it is asked for
 * @param place the class and what of it, for a sentence
 */
public record Injected(Type type, boolean later, String place) {
    /** {@return what is injected here} */
    public static Injected at(InjectionPoint point) {
        Type type = point.getType();
        String place = point.getMember().getDeclaringClass().getName() + "."
                + point.getMember().getName();
        boolean later = false;
        while (type instanceof ParameterizedType given
                && given.getRawType() instanceof Class<?> raw
                && Provider.class.isAssignableFrom(raw)) {
            type = given.getActualTypeArguments()[0];
            later = true;
        }
        return new Injected(type, later, place);
    }

    /** {@return whether an alternative injects it} That may not be selected, and containers tell of it nevertheless. */
    public static boolean isOfAlternative(InjectionPoint point) {
        return point.getMember().getDeclaringClass().isAnnotationPresent(Alternative.class);
    }

    /** {@return whether it is of this class, whatever the type arguments} */
    public boolean isA(Class<?> raw) {
        return type == raw || (type instanceof ParameterizedType given && given.getRawType() == raw);
    }
}
