package org.presencehub.embedding;

import java.nio.file.Path;
import java.util.List;
import org.presencehub.testing.PayaraUsers;

/** Where the build puts servers, and who may log in there. Stateless. */
final class Servers {
    private static final Path SHOP = Path.of("examples", "shop").toAbsolutePath();
    private static final Path DIRECTORY = Path.of("target", "servers").toAbsolutePath();

    /** Provisioned by the shop for itself. */
    static final Path PROVISIONED = SHOP.resolve("target").resolve("server");

    /** WildFly as it comes. */
    static final Path WILDFLY = DIRECTORY.resolve("wildfly");

    static final Path PAYARA = DIRECTORY.resolve("payara6");
    static final Path PAYARA_MICRO = Path.of("target", "payara-micro.jar").toAbsolutePath();

    static final PayaraUsers PAYARA_USERS = new PayaraUsers(SHOP);
    static final Path WILDFLY_USERS = SHOP.resolve(Path.of("server-config", "wildfly", "standalone", "configuration"));

    private Servers() {}

    /**
     * {@return the arrangements to be tried on a server that is not the shop's own}
     *
     * <p>One in each build: the fullest WAR. All, with {@code -Dpresencehub.embedding=all}.
     */
    static List<Example> examples(List<Example> possible) {
        return "all".equals(System.getProperty("presencehub.embedding"))
                ? possible
                : List.of(Example.SHOP_WITH_CONSOLE);
    }
}
