package org.presencehub.console;

/**
 * A place that hands out tokens to whoever asks, where there is one: the page offers to sign in by it. Implementations are thread-safe.
 *
 * <p>It answers {@code POST {"user":"anna","roles":["member"]}} with {@code {"token":"…"}}.
 */
public interface TokenSource {
    /** {@return the path below the context root, without a slash at its beginning} */
    String path();
}
