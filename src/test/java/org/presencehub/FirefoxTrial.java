package org.presencehub;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.presencehub.testing.DebianPackage;
import org.presencehub.testing.WildFlyServer;

/** What clients do in Debian's Firefox, by HTTP and HTTPS. It needs a driver that the build has no use for, so it runs when asked (CONTRIBUTING). */
@TestInstance(Lifecycle.PER_CLASS)
final class FirefoxTrial {
    static final String SCENARIO = "functional-firefox.test.mjs";

    private WildFlyServer server;

    @BeforeAll
    void start() {
        DebianPackage.FIREFOX.require();
        server = SecureIT.serverNamed("firefox");
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void passesByHttp() {
        passes(server.url());
    }

    @Test
    void passesByHttps() {
        passes(server.secureUrl());
    }

    private static void passes(URI url) {
        NodeIT.run(SCENARIO, url.toString()).requireSuccess();
    }
}
