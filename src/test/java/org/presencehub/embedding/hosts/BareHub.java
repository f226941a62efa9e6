package org.presencehub.embedding.hosts;

import org.presencehub.Hub;

/** A hub with one method. */
@Hub("/hubs/bare")
public class BareHub {
    /** Answers what it was told. */
    public String echo(String text) {
        return text;
    }
}
