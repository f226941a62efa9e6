package org.presencehub.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** How the command ended that was typed so, and what it printed. Immutable. */
record Typed(int exitCode, String out, String err) {
    static Typed behindTheCommand(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode =
                new HistoryCheck(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)).run(words);
        return new Typed(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
