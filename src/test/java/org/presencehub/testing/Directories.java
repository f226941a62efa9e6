package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories, since the JDK handles single files only. Stateless. */
final class Directories {
    private Directories() {}

    /** Makes {@code target} a copy of {@code source} that holds nothing else. */
    static void replace(Path target, Path source) throws IOException {
        delete(target);
        Files.createDirectories(target.getParent());
        for (Path path : under(source)) {
            // By name: one of the two may be inside an archive.
            Path copy = target.resolve(source.relativize(path).toString());
            Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    static void delete(Path directory) throws IOException {
        for (Path path :
                under(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private static List<Path> under(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
