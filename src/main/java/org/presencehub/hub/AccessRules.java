package org.presencehub.hub;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import java.util.Set;
import org.presencehub.connection.Access;

/** Reads Jakarta's security annotations, which containers enforce on EJBs but not on hubs. */
final class AccessRules {
    private AccessRules() {}

    /** {@return what the annotations say, or empty if there are none} */
    static Optional<Access> of(AnnotatedElement annotated) {
        if (annotated.isAnnotationPresent(DenyAll.class)) {
            return Optional.of(new Access.Roles(Set.of()));
        }
        RolesAllowed roles = annotated.getAnnotation(RolesAllowed.class);
        if (roles != null) {
            return Optional.of(new Access.Roles(Set.of(roles.value())));
        }
        return annotated.isAnnotationPresent(PermitAll.class) ? Optional.of(new Access.Open()) : Optional.empty();
    }
}
