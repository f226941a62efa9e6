package org.presencehub.deployment;

import org.presencehub.DirectedMessage;

/** Tells our classes from others of the same name: in an EAR each WAR, and {@code lib/}, has a class loader of its own. Stateless. */
final class Copies {
    private static final String API = DirectedMessage.class.getPackageName();
    private static final String LIBRARY = Copies.class.getName();

    private Copies() {}

    /** {@return whether this is a class of the API in another copy than ours, which no library of its own goes with} */
    static boolean isOfCopyWithoutLibrary(Class<?> type) {
        return type.getPackageName().equals(API) && !isOurs(type) && !isOfOtherLibrary(type);
    }

    /** {@return whether this is a class of another PresenceHub} */
    static boolean isOfOtherLibrary(Class<?> type) {
        try {
            return type.getName().startsWith(API + ".")
                    && Class.forName(LIBRARY, false, type.getClassLoader()) != Copies.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isOurs(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, Copies.class.getClassLoader()) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
