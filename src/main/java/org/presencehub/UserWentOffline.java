package org.presencehub;

import java.time.Instant;

/**
 * A user's last connection is gone, and the grace period over; observe it by {@code @Observes} or {@code @ObservesAsync}. Immutable.
 *
 * @param version the place of this among all comings and goings since the start of the node
 * @param time when it was decided: the end of the grace period
 * @param reason why the last connection ended
 * @param node the server that saw it: {@code presencehub.node}
 * @see UserCameOnline
 */
public record UserWentOffline(String user, long version, Instant time, DisconnectReason reason, String node) {}
