package org.presencehub.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A running server with applications on it, as their users start it. Implementations are thread-safe. */
public interface HostServer extends AutoCloseable {
    /** Where the contexts of the applications are. */
    URI url();

    /** What the server logs. */
    List<Path> logFiles();

    @Override
    void close();

    /** {@return all that was logged so far} */
    default String log() {
        return new ServerLog(logFiles()).text();
    }
}
