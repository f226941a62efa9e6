package org.presencehub.history;

/** How a story ended. Immutable. */
sealed interface End {
    enum Planned implements End {
        /** The connection is open still, and there is nothing more to be told. */
        NOT_YET,
        BY_CLIENT
    }

    /** The server, or the network, ended what the client wanted to keep. */
    record ByServer(String how) implements End {}
}
