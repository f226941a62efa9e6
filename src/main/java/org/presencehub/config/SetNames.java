package org.presencehub.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The names that are set and could be meant for us, as their sources have them. Stateless.
 *
 * <p>Of each source by itself: one may list what it has made of variables of the environment, too. Sources are
 * anybody's, so one may fail, or have nothing to say.
 */
final class SetNames {
    /** A key for one profile is the same key, {@code %dev.} or {@code %{dev,test}.}. */
    private static final Pattern PROFILE = Pattern.compile("^%(?:\\{[^}]*}|[^.]*)\\.");

    private static final Pattern BEYOND_LETTERS = Pattern.compile("[^A-Za-z0-9]");

    private SetNames() {}

    static Set<String> in(Config config, Predicate<String> wanted) {
        return sources(config).stream()
                .flatMap(SetNames::names)
                .map(name -> PROFILE.matcher(name).replaceFirst(""))
                .filter(wanted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<ConfigSource> sources(Config config) {
        try {
            List<ConfigSource> sources = new ArrayList<>();
            config.getConfigSources().forEach(sources::add);
            return sources;
        } catch (RuntimeException e) {
            ConfigLog.unlisted("the configuration", e);
            return List.of();
        }
    }

    private static Stream<String> names(ConfigSource source) {
        try {
            List<String> names = StreamSupport.stream(source.getPropertyNames().spliterator(), false)
                    .filter(Objects::nonNull)
                    .toList();
            Set<String> variables = names.stream()
                    .filter(name -> name.indexOf('.') < 0)
                    .map(SetNames::letters)
                    .collect(Collectors.toSet());
            return names.stream().filter(name -> name.indexOf('.') < 0 || !variables.contains(letters(name)));
        } catch (RuntimeException e) {
            ConfigLog.unlisted(source.getClass().getName(), e);
            return Stream.empty();
        }
    }

    /** SmallRye's source for variables lists beside each the key that it could be, where {@code _} was a dot. */
    private static String letters(String name) {
        return BEYOND_LETTERS.matcher(name).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
