package org.presencehub.container;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.presencehub.application.Orders;
import org.presencehub.testing.TestWar;

/** What the tests deploy: the packaged WAR and more. Stateless. */
final class Archives {
    private Archives() {}

    /** The WAR as Maven packaged it, under a name of its own among the archives of a test class. */
    static WebArchive packaged(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(TestWar.PACKAGED.toFile())
                .as(WebArchive.class);
    }

    /** The WAR with the application in it, and what test methods inside the container need. */
    static WebArchive application() {
        return packaged("ROOT.war").addPackage(Orders.class.getPackage()).addAsLibrary(jarOf(Assertions.class));
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
