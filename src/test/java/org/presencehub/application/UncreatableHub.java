package org.presencehub.application;

import org.presencehub.Hub;
import org.presencehub.OnConnected;

/** A hub of which there never is an instance. */
@Hub("/uncreatable")
public class UncreatableHub {
    public UncreatableHub() {
        throw new IllegalStateException("A hub could not be created on purpose");
    }

    @OnConnected
    public void arrived() {}
}
