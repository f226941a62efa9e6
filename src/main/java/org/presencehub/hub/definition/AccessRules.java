package org.presencehub.hub.definition;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.presencehub.identity.Access;

/** Reads Jakarta's security annotations, which containers enforce on EJBs but not on hubs. */
final class AccessRules {
    /** Jakarta Servlet, 13.8: the role of everybody who is known. */
    private static final String ANY_USER = "**";

    private AccessRules() {}

    /**
     * {@return what holds for a method beyond what holds for its hub, or empty if nothing does}
     *
     * <p>What an inherited method's own class says holds for the method (Jakarta Annotations, 2.2).
     */
    static Optional<Access> of(Method method, Class<?> hub) {
        Optional<Access> own = of(method);
        return own.isPresent() || method.getDeclaringClass() == hub ? own : of(method.getDeclaringClass());
    }

    /** {@return what the annotations say, or empty if there are none} */
    static Optional<Access> of(AnnotatedElement annotated) {
        if (annotated.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(new Access.Roles(Set.of()));
        }
        RolesAllowed roles = annotated.getAnnotation(RolesAllowed.class);
        if (roles != null) {
            return Optional.of(anyOf(Set.copyOf(List.of(roles.value()))));
        }
        return annotated.isAnnotationPresent(PermitAll.class) ? Optional.of(new Access.Open()) : Optional.empty();
    }

    private static Access anyOf(Set<String> roles) {
        return roles.contains(ANY_USER) ? new Access.Authenticated() : new Access.Roles(roles);
    }
}
