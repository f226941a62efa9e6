package org.presencehub.presence.state;

import java.util.List;

/**
 * What a command did. Immutable.
 *
 * @param transitions those that the command itself caused, in the order of their versions
 */
public record Change(Kind kind, List<Transition> transitions) {
    static final Change NONE = new Change(Kind.NONE, List.of());

    /** What became of the connection. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** It is tracked, and was unknown. */
        TRACKED,
        /** It is tracked, and was before. */
        TRACKED_AGAIN,
        /** It is tracked no more. */
        UNTRACKED
    }

    /** {@return whether the connection watches from now on} */
    public boolean begins() {
        return kind == Kind.TRACKED || kind == Kind.TRACKED_AGAIN;
    }

    /** {@return whether the connection watches no more} */
    public boolean ends() {
        return kind == Kind.UNTRACKED;
    }
}
