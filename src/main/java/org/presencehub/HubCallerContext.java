package org.presencehub;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection whose call is running on the current thread; inject it anywhere.
 *
 * <p>Thread-safe. Every method throws {@link IllegalStateException} outside a hub call.
 */
public interface HubCallerContext {
    /** {@return the public id of the connection; never the secret token of it} */
    String connectionId();

    /** {@return the user, or null on a connection that was opened without a token and not bound to a user yet} */
    @Nullable
    String userId();

    /**
     * {@return the verified principal, or null on a connection that was opened without a token}
     *
     * <p>It is the one of the token that counted when the call began, whatever its client has shown since.
     */
    @Nullable
    Principal principal();

    /** {@return whether the token gives the caller this role} An expired one gives none; {@code **} is the role of everybody who has a token. */
    boolean isUserInRole(String role);

    /** {@return a concurrent map that lives as long as the connection; neither keys nor values may be null} */
    Map<String, Object> items();

    /**
     * Names the user of a connection that was opened without a token; a second call rebinds.
     *
     * <p>{@code Clients.user} and directed messages reach the connection under this id. Presence ignores it.
     *
     * @throws IllegalStateException if the connection was opened with a token
     * @throws HubException if the id has more than 512 characters
     */
    void bindUser(String userId);

    /** Ends the connection; its client is told not to reconnect. */
    void abort();
}
