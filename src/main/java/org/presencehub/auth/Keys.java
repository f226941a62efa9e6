package org.presencehub.auth;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the verifier's keys come from. Implementations are thread-safe. */
sealed interface Keys permits FixedKeys, LocatedKeys {
    /** The keys that the options name; empty if they name none. */
    static Optional<Keys> of(KeyOptions options, InstantSource clock) {
        if (options.secret().isPresent()) {
            return options.secret().map(secret -> new FixedKeys(KeyOptions.SECRET, KeySet.ofSecret(secret)));
        }
        Set<String> algorithms = accepted(options);
        if (options.publicKey().isPresent()) {
            return options.publicKey().map(text -> FixedKeys.parse(text, algorithms));
        }
        return options.publicKeyLocation()
                .map(location -> new LocatedKeys(KeyLocation.of(location), new KeyFormat(algorithms), clock));
    }

    /** The keys at hand. */
    KeySet current() throws TokenRefusedException;

    /** The keys once it was looked whether there are newer ones than those, in which a key was missed. */
    KeySet newerThan(KeySet known) throws TokenRefusedException;

    /** The algorithms that the configuration accepts. */
    Set<String> algorithms();

    /** The configuration key that decides about them. */
    String configuredBy();

    boolean ready();

    /** Reads them again if that is due; may block. */
    void refresh();

    private static Set<String> accepted(KeyOptions options) {
        return options.algorithm()
                .map(only -> Set.of(only.name()))
                .orElseGet(() -> Set.of(KeyAlgorithm.values()).stream()
                        .map(KeyAlgorithm::name)
                        .collect(Collectors.toSet()));
    }
}
