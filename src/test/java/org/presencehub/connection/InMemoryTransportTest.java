package org.presencehub.connection;

import org.presencehub.testing.FakeNetwork;
import org.presencehub.testing.InMemoryTransport;

class InMemoryTransportTest extends TransportContract {
    @Override
    protected Transport open(FakeNetwork over) {
        return new InMemoryTransport(over);
    }
}
