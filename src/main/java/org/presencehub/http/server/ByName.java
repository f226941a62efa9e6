package org.presencehub.http.server;

import java.lang.reflect.Field;

/** Reaches what a server offers beyond Jakarta by the names of its methods, since no class of a server may be needed on another. Stateless. */
public final class ByName {
    private ByName() {}

    /**
     * {@return what the target's public method without parameters answers}
     *
     * @throws ReflectiveOperationException if the target is of another server, or the method failed
     */
    public static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }

    /**
     * {@return what the target's class keeps in a field that it shows to nobody}
     *
     * @throws ReflectiveOperationException if the target is of another server
     */
    public static Object part(Object target, String field) throws ReflectiveOperationException {
        Field hidden = target.getClass().getDeclaredField(field);
        hidden.setAccessible(true);
        return hidden.get(target);
    }

    /**
     * Has the target keep nothing any more in a field that it shows to nobody.
     *
     * @throws ReflectiveOperationException if the target is of another server
     */
    static void forget(Object target, String field) throws ReflectiveOperationException {
        Field hidden = target.getClass().getDeclaredField(field);
        hidden.setAccessible(true);
        hidden.set(target, null);
    }
}
