package org.presencehub.container;

import org.presencehub.Hub;

/** A hub that no container can make, as it does not know the name. Immutable. */
@Hub("/hubs/named")
public class NamedHub {
    private final String name;

    public NamedHub(String name) {
        this.name = name;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }
}
