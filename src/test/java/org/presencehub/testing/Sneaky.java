package org.presencehub.testing;

/** Throws what a method may not declare, as languages without checked exceptions do. Stateless. */
public final class Sneaky {
    private Sneaky() {}

    /** {@return nothing} */
    public static RuntimeException throwing(Throwable any) {
        throw Sneaky.<RuntimeException>cast(any);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T cast(Throwable any) throws T {
        throw (T) any;
    }
}
