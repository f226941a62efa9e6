package org.presencehub;

import java.time.Instant;

/**
 * A user's first connection arrived; observe it by {@code @Observes} or {@code @ObservesAsync}. Immutable.
 *
 * <p>Events of one user come one at a time, strictly alternate with {@link UserWentOffline}, and reach observers after
 * {@link OnlineUsers} has changed. Observers have threads of their own: those that block
 * delay other observers, and nothing else; one that throws keeps this event from the {@code @Observes} methods behind it, as CDI has it.
 *
 * @param version the place of this among all comings and goings since the start of the node, beginning with 1
 * @param time when it was decided
 * @param node the server that saw it: {@code presencehub.node}
 */
public record UserCameOnline(String user, long version, Instant time, String node) {}
