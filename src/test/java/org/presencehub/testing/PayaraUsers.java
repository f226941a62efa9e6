package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The users of an example on Payara: its commands that make them. Immutable.
 *
 * @param example the directory of the example, in which its commands are meant to be run
 */
public record PayaraUsers(Path example) {
    /** {@return a file with the commands, which can be run anywhere} */
    Path commands(Path directory) {
        String folder = "server-config/payara";
        try {
            String commands = Files.readString(example.resolve(folder).resolve("users.postboot"));
            return Files.writeString(
                    directory.resolve("users.postboot"),
                    commands.replace(
                            folder, example.resolve(folder).toAbsolutePath().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
