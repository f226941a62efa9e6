package org.presencehub.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.connection.Batch;
import org.presencehub.protocol.HubMessage;
import org.presencehub.protocol.HubProtocol;

/** A message for many clients, encoded once for each protocol that one of them speaks. Thread-safe. */
public final class Announcement {
    private final HubMessage message;
    private final Map<String, Batch> encoded = new ConcurrentHashMap<>(2);

    Announcement(HubMessage message) {
        this.message = message;
    }

    Batch in(HubProtocol protocol) {
        return encoded.computeIfAbsent(protocol.name(), name -> Batch.of(protocol.encode(message), protocol.binary()));
    }
}
