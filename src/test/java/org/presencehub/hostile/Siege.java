package org.presencehub.hostile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.presencehub.testing.ServerUnderTest;

/** Attacks on one server: those who attack, and somebody who behaves and must not notice. Confined to the thread of its test. */
abstract class Siege {
    final ServerUnderTest server;
    final Army army = new Army();
    Bystander bystander;

    Siege(ServerUnderTest server) {
        this.server = server;
    }

    @BeforeEach
    final void connect() {
        bystander = new Bystander(server);
    }

    @AfterEach
    final void disperse() {
        army.close();
        bystander.close();
    }
}
