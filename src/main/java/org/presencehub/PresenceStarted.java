package org.presencehub;

import java.time.Instant;

/**
 * This server has begun to watch who is online, and nobody is yet; observe it by {@code @Observes} or {@code @ObservesAsync}. Immutable.
 *
 * <p>It comes once at each start, before all {@link UserCameOnline}: an application with a table of its own clears there what the server
 * before it has left. That one told of nobody's going when it ended, and could not if it was killed.
 *
 * @param time when it began
 * @param node the server that begins: {@code presencehub.node}
 */
public record PresenceStarted(Instant time, String node) {}
