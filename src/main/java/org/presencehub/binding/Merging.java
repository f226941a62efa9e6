package org.presencehub.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.presencehub.binding.form.Marks;
import org.presencehub.protocol.Dual;
import org.presencehub.protocol.Json;
import org.presencehub.protocol.Packed;
import org.presencehub.protocol.Payload;

/**
 * One object that JSON-B wrote with marks, and again without, as what travels. Confined to the call that made it.
 *
 * <p>It is read along both texts. Where the object was changed meanwhile, they part: from there to the end of that array or object, the first one
 * is taken alone.
 */
final class Merging {
    private static final String NAME = ".";
    private static final int LOST = -1; // the other text

    private final String begin;
    private final Marks.Written marked;
    private final String text;
    private final String plain;
    private final Judge judge;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream();
    private final List<Dual.Part> parts = new ArrayList<>();
    private int at;
    private String member = "";

    /** Decides whether an application's own form has spoken. */
    interface Judge {
        /** {@return whether the value has none, so that ours counts, if JSON-B wrote this for a member of this name} */
        boolean isOurs(Marks.Marked<?> value, String member, String written);
    }

    /**
     * @param marked with marks
     * @param plain without; empty if there is no such text
     */
    Merging(String prefix, Marks.Written marked, String plain, Judge judge) {
        begin = '"' + prefix;
        this.marked = marked;
        text = marked.json();
        this.plain = plain;
        this.judge = judge;
    }

    /** {@return what a member is called in both texts, so that it can be told from a key of a map} */
    static String name(String prefix, String name) {
        return prefix + NAME + name;
    }

    Payload merged() {
        value(plain.isEmpty() ? LOST : 0);
        Json whole = Json.of(json.toByteArray());
        return parts.isEmpty() ? whole : new Dual(whole, parts);
    }

    /** {@return where the other text's value ends} Reads one value, which begins there in the other text. */
    private int value(int other) {
        return switch (text.charAt(at)) {
            case '{' -> container(other, '}');
            case '[' -> container(other, ']');
            default -> scalar(other);
        };
    }

    private int container(int other, char close) {
        int begun = other;
        int there = other == LOST || plain.charAt(other) != text.charAt(at) ? LOST : other + 1;
        add(text.substring(at, at + 1));
        at++;
        while (text.charAt(at) != close) {
            if (text.charAt(at) == ',') {
                add(",");
                at++;
                there = step(there, ',');
            }
            there = close == '}' ? member(there) : value(isAtEnd(there) ? LOST : there);
        }
        add(text.substring(at, at + 1));
        at++;
        if (there != LOST && plain.charAt(there) == close) {
            return there + 1;
        }
        return begun == LOST ? LOST : JsonText.endOfValue(plain, begun);
    }

    private int step(int there, char separator) {
        return there != LOST && plain.charAt(there) == separator ? there + 1 : LOST;
    }

    private boolean isAtEnd(int there) {
        return there == LOST || "]}".indexOf(plain.charAt(there)) >= 0;
    }

    private int member(int there) {
        String outer = member;
        int end = JsonText.endOfValue(text, at);
        String name = text.substring(at, end);
        int next = there;
        if (!isAtEnd(there) && isKeyOfValue(name)) {
            next = JsonText.endOfValue(plain, there);
        } else if (!isAtEnd(there)) {
            next = plain.startsWith(name, there) ? there + name.length() : LOST;
        } else {
            next = LOST;
        }
        name(name);
        at = end + 1;
        add(":");
        int after = value(step(next, ':'));
        member = outer;
        return after;
    }

    private boolean isKeyOfValue(String name) {
        return name.startsWith(begin) && !name.startsWith(begin + NAME);
    }

    private void name(String name) {
        if (isKeyOfValue(name)) { // of a map, which has it as text in both encodings
            add(value(name).key());
        } else if (name.startsWith(begin)) {
            member = name.substring(begin.length() + NAME.length(), name.length() - 1);
            String upper = member.substring(0, 1).toUpperCase(Locale.ROOT) + member.substring(1);
            add('"' + member + '"', () -> Packed.text(upper));
        } else {
            member = name.substring(1, name.length() - 1);
            add(name);
        }
    }

    private Marks.Marked<?> value(String mark) {
        return marked.values().get(Integer.parseInt(mark.substring(begin.length(), mark.length() - 1)));
    }

    private int scalar(int other) {
        int end = JsonText.endOfValue(text, at);
        String scalar = text.substring(at, end);
        at = end;
        int after = other == LOST ? LOST : JsonText.endOfValue(plain, other);
        if (!scalar.startsWith(begin)) {
            add(scalar);
            return after;
        }
        Marks.Marked<?> value = value(scalar);
        String written = other == LOST ? "" : plain.substring(other, after);
        if (written.isEmpty() || judge.isOurs(value, member, written)) {
            add(value.json(), value::packed);
        } else {
            add(written);
        }
        return after;
    }

    private void add(String some) {
        json.writeBytes(some.getBytes(UTF_8));
    }

    private void add(String some, Supplier<Packed> packed) {
        int from = json.size();
        add(some);
        parts.add(new Dual.Part(from, json.size(), packed));
    }
}
