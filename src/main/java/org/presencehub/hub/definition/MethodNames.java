package org.presencehub.hub.definition;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of a hub's methods, and what the log may say of one that a client made up. Immutable. */
public final class MethodNames {
    private static final int LONGEST = 64;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0," + (LONGEST - 1) + "}");
    private static final int LETTERS_PER_SLIP = 3; // of so many letters one may be wrong

    private final List<String> names;

    public MethodNames(Collection<HubMethod> methods) {
        names = methods.stream().map(HubMethod::name).sorted().toList();
    }

    /** {@return the name, unless it may be anything: then it is not for the log} */
    public String printable(String target) {
        return IDENTIFIER.matcher(target).matches() || names.contains(target)
                ? "'" + target + "'"
                : "a name of " + target.length() + " characters that is no identifier";
    }

    /** {@return that there is no such method, and which one may be meant} */
    public String unknown(String target) {
        return "The hub has no such method."
                + similar(target).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    private Optional<String> similar(String target) {
        if (target.length() > LONGEST) {
            return Optional.empty();
        }
        String meant = letters(target);
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            String own = letters(name);
            int distance = distance(meant, own);
            if (distance < least && distance * LETTERS_PER_SLIP <= Math.min(meant.length(), own.length())) {
                least = distance;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** People mix up cases and separators first. */
    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** How many letters have to be put in, left out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int i = 0; i < above.length; i++) {
            above[i] = i;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int i = 1; i < current.length; i++) {
                int replaced = above[i - 1] + (one.charAt(row - 1) == other.charAt(i - 1) ? 0 : 1);
                current[i] = Math.min(replaced, Math.min(above[i], current[i - 1]) + 1);
            }
            above = current;
        }
        return above[other.length()];
    }
}
