package org.presencehub.history;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.presencehub.testing.TestKeys;

/**
 * What was typed behind the command. Immutable.
 *
 * @param url ends with a slash
 * @param key signs the tokens; without it the development sign-in gives them
 */
record HistoryArguments(URI url, Optional<TestKeys> key, HistoryOptions options) {
    static final String USAGE = """
            Lets users live random lives (open, stop, cut, reload, swap tabs) on any server with a presence hub, and holds what each
            of their connections was told against thirteen promises.

            usage: src/test/history.sh URL [--seeds NUMBER] [--first-seed NUMBER] [--users NUMBER]
                   [--goodbye-grace SECONDS] [--lost-grace SECONDS] [--key FILE]
              URL                      the server; its presence hub is at hubs/presence below that
              --seeds NUMBER           how many runs, each with lives of its own (default 3)
              --first-seed NUMBER      the seed of the first; each run's is one more (default 1)
              --users NUMBER           how many come and go in each (default 200)
              --goodbye-grace SECONDS  how long the server promises to leave a user online who said goodbye (default 1)
              --lost-grace SECONDS     and one who was lost (default 5)
              --key FILE               private RSA key that signs the tokens, for issuer https://issuer.test and audience presencehub;
                                       without it the server's development sign-in gives them

            example: src/test/history.sh http://127.0.0.1:8080/ --seeds 10 --key private.pem
            """;

    private static final Set<String> OPTIONS =
            Set.of("--seeds", "--first-seed", "--users", "--goodbye-grace", "--lost-grace", "--key");
    private static final BigDecimal LONGEST_GRACE =
            BigDecimal.TEN; // lives wait for it some times, and may last a minute

    /** @throws Hindrance if it cannot be meant */
    static HistoryArguments of(List<String> typed) {
        Map<String, String> options = new HashMap<>();
        @Nullable String url = null;
        for (Iterator<String> words = typed.iterator(); words.hasNext(); ) {
            String word = words.next();
            if (word.startsWith("-")) {
                String name = word.split("=", 2)[0];
                if (!OPTIONS.contains(name)) {
                    throw new Hindrance("Unknown option '" + name + "'.");
                }
                options.put(name, name.equals(word) ? next(name, words) : word.substring(name.length() + 1));
            } else if (url == null) {
                url = word;
            } else {
                throw new Hindrance("'" + word + "' is one argument too many.");
            }
        }
        if (url == null) {
            throw new Hindrance("URL is missing.");
        }
        return new HistoryArguments(address(url), key(options), options(options));
    }

    private static String next(String name, Iterator<String> words) {
        String value = words.hasNext() ? words.next() : "--";
        if (value.startsWith("--")) {
            throw new Hindrance("The value of " + name + " is missing.");
        }
        return value;
    }

    private static URI address(String text) {
        return value("URL", "an address such as http://127.0.0.1:8080/", text, any -> {
            URI uri = URI.create(text.endsWith("/") ? text : text + "/");
            boolean whole = Set.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null;
            return Optional.of(uri).filter(url -> whole && url.getQuery() == null && url.getFragment() == null);
        });
    }

    private static Optional<TestKeys> key(Map<String, String> options) {
        return Optional.ofNullable(options.get("--key"))
                .map(file -> value(
                        "--key",
                        "a file with a private RSA key (PKCS #8, PEM)",
                        file,
                        any -> Optional.of(TestKeys.read(Path.of(file)))));
    }

    private static HistoryOptions options(Map<String, String> options) {
        HistoryOptions defaults = HistoryOptions.DEFAULTS;
        return new HistoryOptions(
                (int) whole(options, "--seeds", 1, 1_000_000, defaults.seeds()),
                whole(options, "--first-seed", 0, Integer.MAX_VALUE, defaults.firstSeed()),
                (int) whole(options, "--users", 1, 100_000, defaults.users()),
                new Grace(
                        seconds(options, "--goodbye-grace", defaults.grace().goodbye()),
                        seconds(options, "--lost-grace", defaults.grace().lost())));
    }

    private static long whole(Map<String, String> options, String name, long least, long most, long otherwise) {
        return Optional.ofNullable(options.get(name))
                .map(text -> value(
                        name,
                        "a whole number from " + least + " to " + most,
                        text,
                        any -> Optional.of(Long.parseLong(text)).filter(number -> number >= least && number <= most)))
                .orElse(otherwise);
    }

    private static Duration seconds(Map<String, String> options, String name, Duration otherwise) {
        return Optional.ofNullable(options.get(name))
                .map(text -> value(
                        name,
                        "a number of seconds from 0 to " + LONGEST_GRACE,
                        text,
                        any -> Optional.of(new BigDecimal(text))
                                .filter(seconds -> seconds.signum() >= 0 && seconds.compareTo(LONGEST_GRACE) <= 0)
                                .map(seconds -> Duration.ofMillis(
                                        seconds.movePointRight(3).longValue()))))
                .orElse(otherwise);
    }

    /** Reads a text, which is wrong if that throws, or answers nothing. */
    private static <T> T value(String name, String allowed, String text, Function<String, Optional<T>> reader) {
        Optional<T> read;
        try {
            read = reader.apply(text);
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            read = Optional.empty();
        }
        return read.orElseThrow(() -> new Hindrance(name + " should be " + allowed + ", and is '" + text + "'."));
    }
}
