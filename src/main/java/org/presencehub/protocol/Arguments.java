package org.presencehub.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an invocation, each in the encoding in which it came: relaying them in that encoding copies them as they are. Immutable.
 *
 * <p>If there is a {@linkplain #flaw flaw}, there is nothing else: the call cannot be made, and nothing of it can be passed on.
 */
public final class Arguments {
    public static final Arguments EMPTY = new Arguments(List.of(), null);

    private final List<? extends Payload> values;
    private final @Nullable Flaw flaw;

    /**
     * The first value that nobody can read.
     *
     * @param index where it stands, from 0 on
     */
    public record Flaw(int index, Unreadable value) {}

    private Arguments(List<? extends Payload> values, @Nullable Flaw flaw) {
        this.values = values;
        this.flaw = flaw;
    }

    public static Arguments of(Payload... values) {
        return of(List.of(values));
    }

    public static Arguments of(List<? extends Payload> values) {
        return values.isEmpty() ? EMPTY : new Arguments(List.copyOf(values), null);
    }

    static Arguments flawed(Flaw flaw) {
        return new Arguments(List.of(), flaw);
    }

    /** Takes values that stay where they are. */
    static Arguments inPlace(ValuesInPlace values) {
        return values.isEmpty() ? EMPTY : new Arguments(values, null);
    }

    /** {@return what keeps the call from being made, if anything does} */
    public Optional<Flaw> flaw() {
        return Optional.ofNullable(flaw);
    }

    /** @throws IllegalStateException if there is a flaw */
    private List<? extends Payload> values() {
        if (flaw != null) {
            throw new IllegalStateException("The argument at index " + flaw.index + " is " + flaw.value.what() + ".");
        }
        return values;
    }

    public int size() {
        return values().size();
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
        return values().get(index);
    }

    /** All arguments but the first {@code index}, without a copy. */
    public Arguments from(int index) {
        Objects.checkFromToIndex(index, size(), size());
        return index == 0 ? this : new Arguments(values.subList(index, values.size()), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments
                && values.equals(arguments.values)
                && Objects.equals(flaw, arguments.flaw);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, flaw);
    }

    /** Keeps the payload out of logs. */
    @Override
    public String toString() {
        return "Arguments[" + (flaw == null ? values.size() : flaw.value.what()) + "]";
    }
}
