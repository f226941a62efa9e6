package org.presencehub.history;

import java.io.PrintStream;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * The command {@code src/test/history.sh}: checks the presence hub of any server. Confined to one thread.
 *
 * <p>Its exit code is 0 if every promise was kept, 1 if one was broken, and 2 if nothing was checked.
 */
public final class HistoryCheck {
    private static final int KEPT = 0;
    private static final int BROKEN = 1;
    private static final int UNCHECKED = 2;

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrintStream out;
    private final PrintStream err;

    HistoryCheck(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String... typed) {
        System.exit(new HistoryCheck(System.out, System.err).run(typed));
    }

    int run(String... typed) {
        List<String> words = List.of(typed);
        if (words.contains("--help") || words.contains("-h")) {
            out.print(HistoryArguments.USAGE);
            return KEPT;
        }
        if (words.isEmpty()) {
            err.print(HistoryArguments.USAGE);
            return UNCHECKED;
        }
        HistoryArguments arguments;
        try {
            arguments = HistoryArguments.of(words);
        } catch (Hindrance wrong) {
            err.print(wrong.getMessage() + "\n\n" + HistoryArguments.USAGE);
            return UNCHECKED;
        }
        try {
            return check(arguments);
        } catch (Hindrance hindrance) {
            err.println(hindrance.getMessage());
            return UNCHECKED;
        }
    }

    private int check(HistoryArguments arguments) {
        HistoryOptions options = arguments.options();
        PresenceServer server = arguments
                .key()
                .map(key -> PresenceServer.trusting(key, arguments.url()))
                .orElseGet(() -> PresenceServer.inDevelopment(client, arguments.url()));
        server.requireHub(client);
        out.println("Runs of " + options.users() + " users on " + arguments.url() + ": " + options + ".");
        Verdicts verdicts = new Verdicts();
        for (long seed : options.allSeeds().toArray()) {
            try {
                Verdict verdict = new Trial(server, client, options).run(seed);
                verdicts.add(verdict);
                out.println(verdict);
            } catch (CompletionException brokenOff) {
                out.println("Seed " + seed + " broke off: " + reason(brokenOff) + ".");
                return BROKEN;
            }
        }
        out.println(verdicts);
        return verdicts.areClean() ? KEPT : BROKEN;
    }

    private static String reason(CompletionException brokenOff) {
        Throwable cause = brokenOff.getCause();
        return cause instanceof TimeoutException ? "somebody was not served in time" : String.valueOf(cause);
    }
}
