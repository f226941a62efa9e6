package org.presencehub.auth;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.presencehub.auth.TokenRefusedException.Reason;
import org.presencehub.work.Printable;

/**
 * A token taken apart, believed in nothing yet: compact JWS (RFC 7515 §7.1). Immutable.
 *
 * <p>Of the header only {@code alg}, {@code kid}, {@code typ} and {@code crit} are looked at. A key or an address of one
 * inside the token ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) is the sender's word for itself.
 */
final class SignedToken {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_.-]*");
    /** Other types are other things by the same issuer, such as a logout token (RFC 8725 §3.11). */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    private final String raw;
    private final int signature;
    private final JsonObject header;

    private SignedToken(String raw, int signature, JsonObject header) {
        this.raw = raw;
        this.signature = signature;
        this.header = header;
    }

    static SignedToken parse(String raw) throws TokenRefusedException {
        if (raw.length() > MAX_LENGTH) {
            throw new TokenRefusedException(
                    Reason.TOO_LONG, "token of " + raw.length() + " characters, at most " + MAX_LENGTH + " are read");
        }
        if (!COMPACT.matcher(raw).matches()) {
            throw malformed("not a JWT: it has characters that are not base64url");
        }
        requireThreeParts(raw);
        int payload = raw.indexOf('.') + 1;
        JsonObject header = StrictJson.object(decode(raw.substring(0, payload - 1), "header"))
                .orElseThrow(() -> malformed("not a JWT: the header is not a JSON object with each name once"));
        SignedToken token = new SignedToken(raw, raw.indexOf('.', payload) + 1, header);
        token.requireKnownHeader();
        return token;
    }

    String raw() {
        return raw;
    }

    String algorithm() {
        return header.getString("alg", "");
    }

    Optional<String> keyId() {
        return header.get("kid") instanceof JsonString id ? Optional.of(id.getString()) : Optional.empty();
    }

    byte[] signingInput() {
        return raw.substring(0, signature - 1).getBytes(StandardCharsets.US_ASCII);
    }

    String signature() {
        return raw.substring(signature);
    }

    JsonObject claims() throws TokenRefusedException {
        return claims(raw);
    }

    /** {@return what a compact token says} */
    static JsonObject claims(String compact) throws TokenRefusedException {
        int begin = compact.indexOf('.') + 1;
        return StrictJson.object(decode(compact.substring(begin, compact.indexOf('.', begin)), "payload"))
                .orElseThrow(() -> malformed("not a JWT: the payload is not a JSON object with each name once"));
    }

    private void requireKnownHeader() throws TokenRefusedException {
        if (!(header.get("alg") instanceof JsonString)) {
            throw malformed("not a JWT: the header names no algorithm");
        }
        if (header.containsKey("kid") && keyId().isEmpty()) {
            throw malformed("not a JWT: the key id is not a string");
        }
        JsonValue critical = header.get("crit");
        if (critical != null) { // RFC 7515 §4.1.11: what is critical must be understood, and we understand nothing more
            throw malformed("critical header " + Printable.quoted(critical.toString()) + " is not supported");
        }
        String type = header.getString("typ", "JWT");
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw malformed("type " + Printable.quoted(type) + " instead of 'JWT' or 'at+jwt'");
        }
    }

    private static void requireThreeParts(String raw) throws TokenRefusedException {
        long parts = raw.chars().filter(character -> character == '.').count() + 1;
        if (parts == 5) {
            throw malformed("encrypted (JWE, five parts), but only signed tokens are accepted");
        }
        if (parts != 3) {
            throw malformed("not a JWT: " + parts + (parts == 1 ? " part" : " parts") + " instead of 3");
        }
    }

    private static byte[] decode(String part, String name) throws TokenRefusedException {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException cut) {
            throw malformed("not a JWT: the " + name + " is not base64url");
        }
    }

    private static TokenRefusedException malformed(String message) {
        return new TokenRefusedException(Reason.MALFORMED, message);
    }
}
