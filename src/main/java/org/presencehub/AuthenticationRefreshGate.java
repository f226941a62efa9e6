package org.presencehub;

/**
 * Has a say in whether another token of its user counts for a living connection. Implement it as a CDI bean; all that there are have to agree.
 *
 * <p>It is asked after the token was found good and of the same user, and is none that was issued before the one that counts. It may block, on a thread for hub
 * methods, with the request context active; for one connection it is asked about one token at a time. An answer that takes longer than
 * {@code presencehub.token.refresh-timeout} is a no.
 */
@FunctionalInterface
public interface AuthenticationRefreshGate {
    /**
     * {@return whether the token may count} If not, a refresh is refused, and the connection goes on with the token that it has; where the token came with a poll or a new
     * socket, the connection ends.
     *
     * @throws RuntimeException if that cannot be told; it is logged, nothing changes, and the client's request is answered 500
     */
    boolean permits(AuthenticationRefresh refresh);
}
