package org.presencehub.deployment;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a class was loaded from. Immutable.
 *
 * @param location a URL, or empty where a server does not say
 */
record Place(String location) {
    static Place of(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        return new Place(source == null ? "" : String.valueOf(source.getLocation()));
    }

    /** Servers unpack WARs or mount them, and keep the paths in them either way. */
    boolean isInsideWar() {
        return location.isEmpty() || location.contains("/WEB-INF/");
    }

    @Override
    public String toString() {
        return location.isEmpty() ? "an unknown place" : location;
    }
}
