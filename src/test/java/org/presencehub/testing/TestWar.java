package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The WAR with the classes of {@code org.presencehub.application} in it: what an application of a customer would look like. Stateless. */
public final class TestWar {
    /** What Maven packaged. */
    public static final Path PACKAGED = Path.of("target", "ROOT.war").toAbsolutePath();

    /** Of its hubs those that official clients are tested with, and that need no token. */
    public static final String OPEN_HUBS =
            "/conformance,/functional,/functional-without-websockets,/uncreatable,/samples";

    private static final String APPLICATION = "org/presencehub/application";

    private TestWar() {}

    static void writeTo(Path file) {
        try {
            Files.copy(PACKAGED, file, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem war = FileSystems.newFileSystem(file)) {
                Path classes = war.getPath("WEB-INF", "classes");
                Directories.replace(classes.resolve(APPLICATION), Path.of("target", "test-classes", APPLICATION));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
