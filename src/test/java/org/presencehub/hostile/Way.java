package org.presencehub.hostile;

import java.util.stream.Stream;
import org.presencehub.HubTransport;

/**
 * How an attacker comes in. Immutable.
 *
 * @param binary whether by MessagePack
 * @param token whether with a token, or as nobody to a hub that is open
 */
record Way(HubTransport transport, boolean binary, boolean token) {
    /** Events carry text only. */
    static Stream<Way> all() {
        return Stream.of(HubTransport.values())
                .flatMap(transport -> Stream.of(true, false).map(binary -> new Way(transport, binary, true)))
                .flatMap(way -> Stream.of(way, new Way(way.transport, way.binary, false)))
                .filter(way -> !way.binary || way.transport != HubTransport.SERVER_SENT_EVENTS);
    }

    static Stream<Way> text() {
        return all().filter(way -> !way.binary);
    }

    static Stream<Way> packed() {
        return all().filter(Way::binary);
    }
}
