package org.presencehub.container;

import org.presencehub.Hub;

/** Hubs of which no container makes a bean. */
final class UnservedHubs {
    private UnservedHubs() {}

    /** Nobody can make one. Stateless. */
    @Hub("/hubs/abstract")
    public abstract static class Abstract {}

    /** No class at all. */
    @Hub("/hubs/interface")
    public interface Interface {}

    /** No container knows what it is to be called. Immutable. */
    @Hub("/hubs/named")
    public static class NeedsAName {
        private final String name;

        public NeedsAName(String name) {
            this.name = name;
        }

        /** {@return the name} */
        public String name() {
            return name;
        }
    }
}
