package org.presencehub.connection;

/** What somebody who shows a token for a connection is to it. */
public enum ShownToken {
    /** Another user: nothing of theirs counts here. */
    OTHER_USER(false),
    /** The same user, with a token from before the one that counts. */
    OLDER(false),
    /** The same user, with a token that counts or has counted. */
    KNOWN(true),
    /** The same user, with a token that nobody has shown yet. */
    NEW(true);

    private final boolean mayCount;

    ShownToken(boolean mayCount) {
        this.mayCount = mayCount;
    }

    /** {@return whether the token counts from now on, if its client wants that} */
    public boolean mayCount() {
        return mayCount;
    }
}
