package org.presencehub.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keys that hold at one time. Immutable.
 *
 * @param leftOut why other keys found beside them are not used, for the log
 */
record KeySet(List<VerificationKey> keys, List<String> leftOut) {
    KeySet {
        keys = List.copyOf(keys);
        leftOut = List.copyOf(leftOut);
    }

    static KeySet ofSecret(String secret) {
        return new KeySet(List.of(VerificationKey.of(secret.getBytes(StandardCharsets.UTF_8))), List.of());
    }

    List<VerificationKey> fitting(SignedToken token) {
        return keys.stream().filter(key -> key.fits(token)).toList();
    }

    Set<String> algorithms() {
        return keys.stream().map(VerificationKey::algorithm).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> ids() {
        return keys.stream()
                .map(VerificationKey::id)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Algorithms and ids, for the log. */
    @Override
    public String toString() {
        return keys + (leftOut.isEmpty() ? "" : ", left out: " + String.join("; ", leftOut));
    }
}
