package org.presencehub.messaging;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.presencehub.connection.Batch;
import org.presencehub.connection.Log;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.HubProtocols;

/** A call for many clients, encoded once for each protocol that one of them speaks. Thread-safe. */
public final class Announcement implements Log.Entry {
    private static final HubProtocols PROTOCOLS = HubProtocols.all();

    private final Invocation message;
    private final Map<String, Batch> encoded = new ConcurrentHashMap<>(2);

    Announcement(Invocation message) {
        this.message = message;
    }

    /** {@return the call in the protocol of this name} */
    @Override
    public Batch in(String protocol) {
        return encoded.computeIfAbsent(
                protocol, name -> encode(PROTOCOLS.find(name).orElseThrow()));
    }

    private Batch encode(HubProtocol protocol) {
        return Batch.counted(protocol.encode(message), protocol.binary());
    }

    @Override
    public int size() {
        return message.target().length() + message.arguments().length();
    }
}
