package org.presencehub.protocol;

import java.util.List;
import java.util.function.Supplier;

/**
 * One value that says the same in both encodings, but not by the same means. Immutable.
 *
 * @param json the value as JSON
 * @param parts what stands in MessagePack in place of texts and numbers of the JSON, in its order
 */
public record Dual(Json json, List<Part> parts) implements Payload {
    /**
     * One text, number or name of a member. Immutable.
     *
     * @param from where it begins in the JSON's bytes
     * @param to where it ends there
     * @param packed makes what MessagePack has, always the same
     */
    public record Part(int from, int to, Supplier<Packed> packed) {}

    /** The bytes of the JSON are counted from its own beginning. */
    public Dual {
        parts = List.copyOf(parts);
    }

    @Override
    public Packed packed() {
        return JsonPacking.pack(json, parts);
    }

    @Override
    public int length() {
        return json.length();
    }

    @Override
    public Dual alone() {
        return new Dual(json.alone(), parts);
    }

    /** Keeps the payload out of logs. */
    @Override
    public String toString() {
        return "Dual[" + length() + "]";
    }
}
