package org.presencehub.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files into which the server under test logs, access log included; there may be several, separated like class path entries. Immutable. */
public record ServerLog(List<Path> files) {
    public ServerLog {
        files = List.copyOf(files);
    }

    static ServerLog of(String paths) {
        return new ServerLog(
                Arrays.stream(paths.split(File.pathSeparator, -1)).map(Path::of).toList());
    }

    /** All that was logged so far. */
    public String text() {
        return files.stream().filter(Files::exists).map(ServerLog::read).collect(Collectors.joining());
    }

    public Stream<String> lines() {
        return text().lines();
    }

    /** Log files may be cut in the middle of a character, so they are read as bytes. */
    private static String read(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
