package org.presencehub.auth;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.work.Printable;

/** Looks at the signature first, and at what is said only once it is clear who says it. Thread-safe. */
final class SignedTokenVerifier implements TokenVerifier {
    private final Keys keys;
    private final ClaimRules rules;

    SignedTokenVerifier(Keys keys, ClaimRules rules) {
        this.keys = keys;
        this.rules = rules;
    }

    @Override
    public AccessToken verify(String token) throws TokenRefusedException {
        return verify(SignedToken.parse(token));
    }

    AccessToken verify(SignedToken token) throws TokenRefusedException {
        if (!keys.algorithms().contains(token.algorithm())) { // before any look for newer keys
            throw wrongAlgorithm(token, keys.algorithms());
        }
        KeySet known = keys.current();
        List<VerificationKey> fitting = known.fitting(token);
        if (fitting.isEmpty()) {
            known = keys.newerThan(known);
            fitting = known.fitting(token);
        }
        if (fitting.isEmpty()) {
            throw noKey(token, known);
        }
        if (fitting.stream().noneMatch(key -> key.verifies(token))) {
            throw new TokenRefusedException(
                    Reason.SIGNATURE, "signature does not match" + byKey(token) + " (" + keys.configuredBy() + ")");
        }
        return rules.accept(token.raw(), token.claims());
    }

    @Override
    public boolean ready() {
        return keys.ready();
    }

    @Override
    public void refresh() {
        keys.refresh();
    }

    private TokenRefusedException noKey(SignedToken token, KeySet known) {
        if (!known.algorithms().contains(token.algorithm())) {
            return wrongAlgorithm(token, known.algorithms());
        }
        return new TokenRefusedException(
                Reason.UNKNOWN_KEY,
                "key id " + token.keyId().map(Printable::quoted).orElse("missing") + " unknown among "
                        + Printable.quoted(known.ids()) + " (" + keys.configuredBy() + ")");
    }

    private TokenRefusedException wrongAlgorithm(SignedToken token, Set<String> allowed) {
        String algorithm = token.algorithm();
        String named = algorithm.equalsIgnoreCase("none")
                ? "algorithm none (the token is unsigned)"
                : "algorithm " + Printable.quoted(algorithm);
        return new TokenRefusedException(
                Reason.ALGORITHM,
                named + " while only " + String.join(" and ", new TreeSet<>(allowed)) + " keys are configured ("
                        + keys.configuredBy() + ")");
    }

    private static String byKey(SignedToken token) {
        return token.keyId().map(id -> " for key id " + Printable.quoted(id)).orElse("");
    }
}
