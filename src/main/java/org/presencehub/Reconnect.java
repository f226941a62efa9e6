package org.presencehub;

/** Whether a client that is sent away is invited to come back by itself. */
public enum Reconnect {
    /** The client is told that it may reconnect, and clients with automatic reconnect do. */
    INVITED,
    /** The client is not told so, and stays away until somebody connects it again. */
    NOT
}
