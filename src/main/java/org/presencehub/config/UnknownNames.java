package org.presencehub.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * What is set for us, it seems, and read by nobody. Immutable.
 *
 * <p>A key with our prefix is a mistake. A variable of the environment may be anybody's, for instance Kubernetes' for a service that is called
 * presencehub, and a key of MicroProfile JWT is the server's, too.
 *
 * @param keys keys with our prefix
 * @param variables variables of the environment that could be such keys
 * @param others keys of MicroProfile JWT, and variables that could be such
 */
record UnknownNames(List<String> keys, List<String> variables, List<String> others, KnownKeys known) {
    private static final String PREFIX = "presencehub.";
    private static final String JWT_PREFIX = "mp.jwt.";
    private static final int MANY = 20;

    static UnknownNames in(Config config, KnownKeys known) {
        Collection<String> names = SetNames.in(
                config, name -> (hasPrefix(name, PREFIX) || hasPrefix(name, JWT_PREFIX)) && !isKnown(name, known));
        return new UnknownNames(
                filter(names, name -> isKey(name) && hasPrefix(name, PREFIX)),
                filter(names, name -> !isKey(name) && hasPrefix(name, PREFIX)),
                filter(names, name -> hasPrefix(name, JWT_PREFIX)),
                known);
    }

    private static boolean isKey(String name) {
        return name.indexOf('.') >= 0;
    }

    private static boolean isKnown(String name, KnownKeys known) {
        return isKey(name) ? known.hasKey(name) : known.hasVariable(name);
    }

    /** In any case: a key in capitals is read no more than a misspelt one. */
    private static boolean hasPrefix(String name, String prefix) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(isKey(name) ? prefix : prefix.replace('.', '_'));
    }

    private static List<String> filter(Collection<String> names, Predicate<String> wanted) {
        return names.stream().filter(wanted).toList();
    }

    /** {@return what is wrong with the keys, if anything is} */
    Optional<String> mistake() {
        return sentence(
                keys,
                key -> key + " (the nearest is " + known.nearestKey(key).right() + ")",
                "There is no such setting as ",
                ": correct it, or take it away. Names that begin with " + PREFIX + " are PresenceHub's own.");
    }

    /** {@return what the variables are not, if there are any} */
    Optional<String> ineffectiveVariables() {
        return sentence(
                variables,
                this::suggested,
                "Of no effect, since there is no such setting: ",
                ". Kubernetes makes such variables for a service that is called presencehub.");
    }

    /** {@return what is not done that others may do, if there is any} */
    Optional<String> ineffectiveJwtKeys() {
        return sentence(
                others,
                this::suggested,
                "Of no effect on PresenceHub, which does not know them, whatever the server makes of them: ",
                ".");
    }

    private String suggested(String name) {
        Spelling nearest = isKey(name) ? known.nearestKey(name) : known.nearestVariable(name);
        return nearest.isLikely() ? name + " (is " + nearest.right() + " meant?)" : name;
    }

    private static Optional<String> sentence(
            List<String> names, UnaryOperator<String> shown, String before, String after) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String list = names.stream().limit(MANY).map(shown).collect(Collectors.joining(", "));
        return Optional.of(before + list + (names.size() > MANY ? ", …" : "") + after);
    }
}
