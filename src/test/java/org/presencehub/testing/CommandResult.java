package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a program ended that was run to its end, and what it printed. Immutable. */
public record CommandResult(int exitCode, String output) {
    /** Runs a program; one that takes longer is ended, and fails. */
    public static CommandResult of(Duration longest, Map<String, String> environment, List<String> command) {
        try {
            // Through a file, so that nobody has to read while we wait.
            Path output = Files.createTempFile("output", ".txt");
            try {
                ExternalProgram program = ExternalProgram.start(command, environment, output);
                int exitCode = program.awaitEnd(longest);
                return new CommandResult(exitCode, Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with what was printed, unless the program ended well. */
    public CommandResult requireSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("Ended with exit code " + exitCode + ":\n" + output);
        }
        return this;
    }
}
