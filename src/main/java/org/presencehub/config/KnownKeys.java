package org.presencehub.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that mean something: to ask for one makes it known. Thread-safe.
 *
 * <p>Those of jars that an application may leave out are listed beside this class, since nobody asks for them there, and yet a system
 * property is set for all applications of a server.
 */
final class KnownKeys {
    static final String OPTIONAL = "keys-of-optional-jars";

    private static final Pattern BEYOND_LETTERS = Pattern.compile("[^A-Za-z0-9]");

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean complete = true;

    KnownKeys() {
        keys.addAll(ofOptionalJars());
    }

    static List<String> ofOptionalJars() {
        try (InputStream list = Objects.requireNonNull(KnownKeys.class.getResourceAsStream(OPTIONAL))) {
            return new String(list.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException impossible) { // it lies in the jar of this class
            throw new UncheckedIOException(impossible);
        }
    }

    void add(String key) {
        keys.add(key);
    }

    /** Whoever found a wrong value has not asked for what would have come behind it. */
    void stayUnfinished() {
        complete = false;
    }

    boolean isComplete() {
        return complete;
    }

    boolean hasKey(String name) {
        return keys.contains(name);
    }

    /** {@return whether a key is read from this environment variable} MicroProfile Config 3.1, Environment Variables Mapping Rules. */
    boolean hasVariable(String name) {
        return keys.stream().anyMatch(key -> name.equals(underscored(key)) || name.equals(variable(key)));
    }

    /** {@return the known key that is spelled most like this name} */
    Spelling nearestKey(String name) {
        return nearest(name, keys.stream());
    }

    /** {@return the environment variable of a known key that is spelled most like this name} */
    Spelling nearestVariable(String name) {
        return nearest(name, keys.stream().map(KnownKeys::variable));
    }

    private static Spelling nearest(String name, Stream<String> known) {
        return known.map(each -> Spelling.of(each, name))
                .min(Comparator.comparing(Spelling::mistakes).thenComparing(Spelling::right))
                .orElseThrow(); // those of optional jars are always there
    }

    private static String underscored(String key) {
        return BEYOND_LETTERS.matcher(key).replaceAll("_");
    }

    private static String variable(String key) {
        return underscored(key).toUpperCase(Locale.ROOT);
    }
}
