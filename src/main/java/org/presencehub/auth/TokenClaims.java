package org.presencehub.auth;

import jakarta.json.JsonObject;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted token says. Thread-safe.
 *
 * <p>The text is kept, and what was read of it only as long as somebody looks at it: as objects, a token with thousands of roles takes thirty
 * times as much, in each connection that it opened.
 */
final class TokenClaims {
    private final String raw;
    private volatile WeakReference<JsonObject> known;

    /**
     * @param raw the compact token
     * @param claims what it says
     */
    TokenClaims(String raw, JsonObject claims) {
        this.raw = raw;
        known = new WeakReference<>(claims);
    }

    String raw() {
        return raw;
    }

    JsonObject object() {
        @Nullable JsonObject read = known.get();
        if (read == null) {
            read = readAgain();
            known = new WeakReference<>(read);
        }
        return read;
    }

    private JsonObject readAgain() {
        try {
            return SignedToken.claims(raw);
        } catch (TokenRefusedException e) {
            throw new IllegalStateException("A token that was read before cannot be read.", e);
        }
    }
}
