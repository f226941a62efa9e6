package org.presencehub.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The arguments of an invocation: JSON values that lie in one range of bytes, so that relaying them is one copy. Immutable. */
public final class Arguments {
    public static final Arguments EMPTY = new Arguments(new byte[0], new int[0], 0);

    private final byte[] bytes;
    private final int[] bounds; // where each value begins and ends, in pairs
    private final int first;

    private Arguments(byte[] bytes, int[] bounds, int first) {
        this.bytes = bytes;
        this.bounds = bounds;
        this.first = first;
    }

    /** @param bounds where each value begins and ends, in pairs; only commas lie between them */
    static Arguments within(byte[] bytes, int[] bounds) {
        return bounds.length == 0 ? EMPTY : new Arguments(bytes, bounds, 0);
    }

    public static Arguments of(Payload... values) {
        return of(List.of(values));
    }

    public static Arguments of(List<? extends Payload> values) {
        JsonWriter writer = new JsonWriter();
        int[] bounds = new int[2 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                writer.raw(",");
            }
            bounds[2 * i] = writer.length();
            writer.json(values.get(i).json());
            bounds[2 * i + 1] = writer.length();
        }
        return within(writer.toByteArray(), bounds);
    }

    public int size() {
        return bounds.length / 2 - first;
    }

    /** How many bytes of JSON they have, with the commas between them. */
    public int length() {
        return isEmpty() ? 0 : end() - start();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    public Payload get(int index) {
        int at = 2 * (first + Objects.checkIndex(index, size()));
        return new Json(bytes, bounds[at], bounds[at + 1]);
    }

    /** All arguments but the first {@code index}, without a copy. */
    public Arguments from(int index) {
        Objects.checkFromToIndex(index, size(), size());
        return index == 0 ? this : index == size() ? EMPTY : new Arguments(bytes, bounds, first + index);
    }

    /** Writes the values with the commas between them. */
    void writeTo(JsonWriter writer) {
        if (!isEmpty()) {
            writer.raw(bytes, start(), end());
        }
    }

    private int start() {
        return bounds[2 * first];
    }

    private int end() {
        return bounds[bounds.length - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments
                && size() == arguments.size()
                && (isEmpty()
                        || Arrays.equals(bytes, start(), end(), arguments.bytes, arguments.start(), arguments.end()));
    }

    @Override
    public int hashCode() {
        return isEmpty() ? 0 : new Json(bytes, start(), end()).hashCode();
    }

    /** Keeps the payload out of logs. */
    @Override
    public String toString() {
        return "Arguments[" + size() + "]";
    }
}
