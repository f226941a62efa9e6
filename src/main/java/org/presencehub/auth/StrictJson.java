package org.presencehub.auth;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a JSON object by the letter: valid UTF-8, every member once (RFC 7519 §4), nothing behind it, not nested deeply.
 * Stateless.
 */
final class StrictJson {
    private static final int MAX_DEPTH = 32;
    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private StrictJson() {}

    static Optional<JsonObject> object(byte[] utf8) {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    static Optional<JsonObject> object(String text) {
        if (!isOneShallowValue(text)) { // asked first: a parser that recurses must not see a deep one
            return Optional.empty();
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return Optional.of(reader.readObject());
        } catch (RuntimeException notAnObject) {
            // For numbers that are too long or too large, Parsson has some that no contract names.
            return Optional.empty();
        }
    }

    /** Whether brackets nest no deeper than allowed and nothing follows the last one, which Parsson 1.1 would not notice. */
    private static boolean isOneShallowValue(String text) {
        int depth = 0;
        boolean string = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (string && c == '\\') {
                i++;
            } else if (c == '"') {
                string = !string;
            } else if (!string && (c == '{' || c == '[') && ++depth > MAX_DEPTH) {
                return false;
            } else if (!string && (c == '}' || c == ']') && --depth == 0) {
                return text.substring(i + 1).chars().allMatch(next -> " \t\r\n".indexOf(next) >= 0);
            }
        }
        return false;
    }
}
