package org.presencehub.connection;

import org.presencehub.connection.outbound.BinaryTransportContract;
import org.presencehub.connection.outbound.Transport;
import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.InMemoryTransport;

class InMemoryTransportTest extends BinaryTransportContract {
    @Override
    protected Transport open(FakeNetwork over) {
        return new InMemoryTransport(over);
    }
}
