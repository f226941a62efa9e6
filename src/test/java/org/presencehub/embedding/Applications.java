package org.presencehub.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is deployed: the examples as they were built, and the shop in other shapes. Confined to one test class. */
final class Applications {
    /** The same shop without PresenceHub and what uses it: whatever it answers, the others have to answer. */
    static final String CONTROL = "control";

    private static final List<String> OF_THE_LIBRARY =
            List.of("presencehub-", "nimbus-", "msgpack-", "microprofile-jwt-");

    /** The tables of the shop by other names, as an example has them. */
    private static final Path TABLES = Path.of(
            "examples", "shop-with-console", "src", "main", "webapp", "WEB-INF", "classes", "META-INF", "orm.xml");

    /** The one entity of what uses us. */
    private static final String VISITS = "(?s)<entity class=\"shop.live.Visit\">.*?</entity>";

    private final Path directory;

    Applications(String name) {
        directory = Path.of("target", "it", name + "-applications").toAbsolutePath();
    }

    /** {@return the archive of an example, whose name is its context} */
    Path of(Example example) {
        Path copy = copy(example.archive(), example.context());
        if (example == Example.SHOP_WITHOUT_CONSOLE) {
            edit(copy, war -> {
                useTables(war, "without_");
                Path settings = classes(war).resolve("META-INF").resolve("microprofile-config.properties");
                Files.writeString(settings, "presencehub.console=false");
            });
        }
        return copy;
    }

    /** {@return the shop as it would be without us} */
    Path control() {
        Path copy = copy(Example.SHOP.archive(), CONTROL);
        edit(copy, war -> {
            useTables(war, "control_");
            delete(classes(war).resolve("shop").resolve("live"));
            try (Stream<Path> libraries = Files.list(war.getPath("WEB-INF", "lib"))) {
                for (Path library : libraries.toList()) {
                    if (OF_THE_LIBRARY.stream().anyMatch(library.getFileName().toString()::startsWith)) {
                        Files.delete(library);
                    }
                }
            }
        });
        return copy;
    }

    /** All shops of a server share a database. */
    private static void useTables(FileSystem war, String prefix) throws IOException {
        String tables = Files.readString(TABLES).replace("console_", prefix);
        Path mapping = classes(war).resolve("META-INF").resolve("orm.xml");
        Files.writeString(mapping, prefix.equals("control_") ? tables.replaceAll(VISITS, "") : tables);
    }

    private static Path classes(FileSystem war) {
        return war.getPath("WEB-INF", "classes");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path copy(Path archive, String name) {
        String file = archive.getFileName().toString();
        try {
            return Files.copy(
                    archive,
                    Files.createDirectories(directory).resolve(name + file.substring(file.lastIndexOf('.'))),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void edit(Path war, Change change) {
        try (FileSystem content = FileSystems.newFileSystem(war)) {
            change.make(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something done to a WAR. */
    private interface Change {
        void make(FileSystem war) throws IOException;
    }
}
