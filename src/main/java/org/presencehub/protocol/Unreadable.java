package org.presencehub.protocol;

/**
 * A value that came whole and that nobody is given, since it would break who reads it. Immutable.
 *
 * @param what says what it is, for the one who sent it: without anything of the value
 * @param length how many bytes it had
 */
public record Unreadable(String what, int length) implements Payload {
    /** Half of a surrogate pair, which a cut in the midst of an emoji leaves, or bytes that are no UTF-8. */
    static final String TEXT = "a value with text that is not Unicode";

    static final String KEY = "a value with a key that is neither text nor a number";
    static final String PROTO_KEY = "a value with the key " + MessagePackReader.PROTO;
    static final String TIMESTAMP = "a value with a timestamp that is no point in time";

    /** @throws IllegalStateException always */
    @Override
    public Json json() {
        throw unreadable();
    }

    /** @throws IllegalStateException always */
    @Override
    public Packed packed() {
        throw unreadable();
    }

    private IllegalStateException unreadable() {
        return new IllegalStateException("Nobody can read this: it is " + what + ".");
    }

    @Override
    public Unreadable alone() {
        return this;
    }
}
