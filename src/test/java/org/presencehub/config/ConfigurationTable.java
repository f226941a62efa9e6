package org.presencehub.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The keys in the first column of the table in {@code docs/configuration.md}. Stateless. */
public final class ConfigurationTable {
    private static final Pattern FIRST_COLUMN = Pattern.compile("(?m)^\\|[^|]*");
    private static final Pattern KEY = Pattern.compile("`((?:presencehub|mp\\.jwt)\\.[a-z.-]+)`");

    private ConfigurationTable() {}

    public static List<String> keys() {
        try {
            return FIRST_COLUMN
                    .matcher(Files.readString(Path.of("docs", "configuration.md")))
                    .results()
                    .flatMap(column -> KEY.matcher(column.group()).results())
                    .map((MatchResult key) -> key.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
