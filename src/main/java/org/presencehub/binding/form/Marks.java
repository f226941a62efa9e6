package org.presencehub.binding.form;

import jakarta.json.bind.Jsonb;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Packed;

/**
 * What stands in JSON in place of values that travel in a form of their own, while one object is written. Confined to the thread that writes it.
 *
 * <p>JSON-B has text and numbers only, and says of a text neither what Java type it was nor whether it names a member.
 */
public final class Marks {
    private static final ThreadLocal<@Nullable Marks> CURRENT = new ThreadLocal<>();

    private final List<Marked<?>> values = new ArrayList<>();
    private final String prefix;

    /**
     * A value and its form.
     *
     * @param <T> the type of both
     */
    public record Marked<T>(WireForm<T> form, T value) {
        public String json() {
            return form.json(value);
        }

        public Packed packed() {
            return form.packed(value);
        }

        /** {@return the type that it is of} */
        public Class<?> type() {
            return value.getClass();
        }

        /** {@return the value as the key of a map} */
        public String key() {
            return form.key(value);
        }

        /** {@return whether JSON-B may have written this for a value of the type, if no annotation has spoken} The value may be another one by now. */
        public boolean isMeantBy(String json, Jsonb jsonb) {
            return json.equals(json()) || form.isOfJsonb(json, value.getClass(), jsonb);
        }
    }

    private Marks(String prefix) {
        this.prefix = prefix;
    }

    /** {@return a beginning of text that nobody can know, and so nobody sends} */
    public static String prefix() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** What is written. */
    public interface Writing {
        String write();
    }

    /** {@return what is marked while this is written} Getters and adapters of applications may write something else meanwhile. */
    public static Written writing(String prefix, Writing writing) {
        Marks outer = CURRENT.get();
        Marks marks = new Marks(prefix);
        CURRENT.set(marks);
        try {
            return new Written(writing.write(), marks.values);
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * JSON, and what the marks in it stand for.
     *
     * @param json in which a mark is text: the prefix, and an index
     */
    public record Written(String json, List<Marked<?>> values) {}

    static Marks current() {
        Marks marks = CURRENT.get();
        if (marks == null) {
            throw new IllegalStateException("Nothing is being written.");
        }
        return marks;
    }

    /** {@return the text that stands for the value} */
    String mark(Marked<?> value) {
        values.add(value);
        return prefix + (values.size() - 1);
    }
}
