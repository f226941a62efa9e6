package org.presencehub;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of a call as they came, validated but not bound to objects; the last parameter of a hub method that relays. Immutable.
 *
 * <p>As a parameter it takes all arguments from its position on, none included.
 */
public interface RawArguments {
    /** {@return how many arguments there are} */
    int size();

    /** {@return the arguments from an index on; sends on the bytes as they came} */
    RawArguments from(int index);

    /**
     * {@return one argument, bound by JSON-B}
     *
     * @throws IllegalArgumentException if it does not fit the type
     */
    <T> @Nullable T as(Class<T> type, int index);

    /**
     * {@return one argument, bound by JSON-B to a type that may be generic}
     *
     * @throws IllegalArgumentException if it does not fit the type
     */
    @Nullable
    Object as(Type type, int index);
}
