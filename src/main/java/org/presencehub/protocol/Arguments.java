package org.presencehub.protocol;

import java.util.List;
import java.util.Objects;

/** The arguments of an invocation, each in the encoding in which it came: relaying them in that encoding copies them as they are. Immutable. */
public final class Arguments {
    public static final Arguments EMPTY = new Arguments(List.of());

    private final List<? extends Payload> values;

    private Arguments(List<? extends Payload> values) {
        this.values = values;
    }

    public static Arguments of(Payload... values) {
        return of(List.of(values));
    }

    public static Arguments of(List<? extends Payload> values) {
        return values.isEmpty() ? EMPTY : new Arguments(List.copyOf(values));
    }

    /** Takes values that stay where they are. */
    static Arguments inPlace(ValuesInPlace values) {
        return values.isEmpty() ? EMPTY : new Arguments(values);
    }

    public int size() {
        return values.size();
    }

    /** How many bytes they have, whatever stands between them. */
    public int length() {
        return values.stream().mapToInt(Payload::length).sum();
    }

    /** {@return about how many bytes of memory they take beside those of their message} */
    public long weight() {
        return (long) Long.BYTES * values.size();
    }

    public Payload get(int index) {
        return values.get(index);
    }

    /** All arguments but the first {@code index}, without a copy. */
    public Arguments from(int index) {
        Objects.checkFromToIndex(index, size(), size());
        return index == 0 ? this : new Arguments(values.subList(index, values.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && values.equals(arguments.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Keeps the payload out of logs. */
    @Override
    public String toString() {
        return "Arguments[" + size() + "]";
    }
}
