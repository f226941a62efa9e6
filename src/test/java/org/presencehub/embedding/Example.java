package org.presencehub.embedding;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project of {@code examples/}, or one made of it, as it is deployed. */
@SuppressWarnings("ImmutableEnumChecker") // lists that nobody changes
enum Example {
    /** An application with all that applications have, which embeds the library. */
    SHOP("shop", "shop/target/shop.war", "shop.test.mjs"),
    /** The same with the built-in hubs and the console. */
    SHOP_WITH_CONSOLE(
            "shop-with-console", "shop-with-console/target/shop-with-console.war", "shop.test.mjs", "console.test.mjs"),
    /** The same with the console switched off. */
    SHOP_WITHOUT_CONSOLE("shop-without-console", "shop-with-console/target/shop-with-console.war"),
    /** Enterprise beans that know the API alone, and a WAR with the library, in an EAR. */
    DESK("desk", "enterprise/ear/target/desk.ear", "desk.test.mjs"),
    /** A WAR with its REST resources at the root. */
    SMALL("small", "small/target/small.war", "small.test.mjs"),
    /** The standalone WAR in an EAR. */
    STANDALONE_IN_EAR("presence", "standalone-in-ear/target/presence.ear", "standalone.test.mjs");

    private final String context;
    private final Path archive;
    private final List<String> scenarios;

    Example(String context, String archive, String... scenarios) {
        this.context = context;
        this.archive = Path.of("examples").resolve(archive).toAbsolutePath();
        this.scenarios = List.of(scenarios);
    }

    /** {@return those that are no EAR} */
    static List<Example> wars() {
        return Stream.of(values())
                .filter(example -> example.archive.toString().endsWith(".war"))
                .toList();
    }

    String context() {
        return context;
    }

    /** What Maven built. */
    Path archive() {
        return archive;
    }

    /** The tests of its users. */
    List<String> scenarios() {
        return scenarios;
    }

    /** Whether pages of the shop are in it. */
    boolean isShop() {
        return this == SHOP || this == SHOP_WITH_CONSOLE || this == SHOP_WITHOUT_CONSOLE;
    }
}
