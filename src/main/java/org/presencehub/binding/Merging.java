package org.presencehub.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.presencehub.protocol.Dual;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/**
 * One object that JSON-B wrote twice, with marks and without, as what travels. Confined to the call that made it.
 *
 * <p>Both texts are the same but where a mark stands, or the object was changed meanwhile.
 */
final class Merging {
    private static final String NAME = ".";

    private final String begin;
    private final String marked;
    private final List<Marks.Marked<?>> values;
    private final String plain;
    private final Jsonb jsonb;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final List<Dual.Part> parts = new ArrayList<>();
    private int inMarked;
    private int inPlain;

    /**
     * @param written with marks
     * @param plain without
     * @param jsonb wrote that
     */
    Merging(String prefix, Marks.Written written, String plain, Jsonb jsonb) {
        begin = '"' + prefix;
        marked = written.json();
        values = written.values();
        this.plain = plain;
        this.jsonb = jsonb;
    }

    /** {@return what a member is called in both texts, so that it can be told from a key of a map} */
    static String name(String prefix, String name) {
        return prefix + NAME + name;
    }

    Payload merged() {
        return whole().orElseGet(
                        () -> new Merging(begin.substring(1), new Marks.Written(plain, List.of()), plain, jsonb)
                                .whole()
                                .orElseThrow());
    }

    /** {@return both in one, unless they differ} */
    private Optional<Payload> whole() {
        for (int mark = marked.indexOf(begin); mark >= 0; mark = marked.indexOf(begin, inMarked)) {
            if (!copy(mark) || !take(mark + begin.length(), marked.indexOf('"', mark + 1))) {
                return Optional.empty();
            }
        }
        if (!copy(marked.length()) || inPlain != plain.length()) {
            return Optional.empty();
        }
        Json whole = Json.of(json.toByteArray());
        return Optional.of(parts.isEmpty() ? whole : new Dual(whole, parts));
    }

    /** {@return whether both say the same up to there} */
    private boolean copy(int end) {
        int length = end - inMarked;
        boolean same = plain.regionMatches(inPlain, marked, inMarked, length);
        if (same) {
            add(marked.substring(inMarked, end));
            inMarked = end;
            inPlain += length;
        }
        return same;
    }

    /** {@return whether the other text goes along} */
    private boolean take(int from, int quote) {
        boolean ofName = marked.startsWith(NAME, from);
        int begun = inPlain;
        int end = ofName ? begun + quote + 1 - inMarked : JsonText.endOfValue(plain, begun);
        if (end > plain.length() || (ofName && !plain.regionMatches(begun, marked, inMarked, end - begun))) {
            return false;
        }
        inMarked = quote + 1;
        inPlain = end;
        if (ofName) {
            addName(marked.substring(from + NAME.length(), quote));
        } else {
            addValue(values.get(Integer.parseInt(marked.substring(from, quote))), plain.substring(begun, end));
        }
        return true;
    }

    private void addName(String name) {
        String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        add('"' + name + '"', () -> Packed.text(upper));
    }

    /** As a key it is the same text in both encodings. */
    private void addValue(Marks.Marked<?> value, String text) {
        boolean ofKey = marked.startsWith(":", inMarked);
        if (!ofKey && value.isMeantBy(text, jsonb)) {
            add(value.json(), value::packed);
        } else {
            add(text);
        }
    }

    private void add(String text) {
        json.writeBytes(text.getBytes(UTF_8));
    }

    private void add(String text, Supplier<Packed> packed) {
        int from = json.size();
        add(text);
        parts.add(new Dual.Part(from, json.size(), packed));
    }
}
