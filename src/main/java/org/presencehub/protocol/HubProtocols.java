package org.presencehub.protocol;

import java.util.List;
import java.util.Optional;

/** The hub protocols a server speaks. Immutable. */
public final class HubProtocols {
    private final List<HubProtocol> protocols;

    public HubProtocols(HubProtocol... protocols) {
        this.protocols = List.of(protocols);
    }

    /** Every protocol there is. */
    public static HubProtocols all() {
        return new HubProtocols(new JsonHubProtocol(), new MessagePackHubProtocol());
    }

    /** Finds the protocol a handshake asks for; case does not matter. */
    public Optional<HubProtocol> find(String name) {
        return protocols.stream()
                .filter(protocol -> protocol.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
