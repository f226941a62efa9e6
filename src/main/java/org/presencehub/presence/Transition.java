package org.presencehub.presence;

/**
 * A user came online or went offline. Immutable.
 *
 * @param version its place in the one order that all watchers share, beginning with 1
 * @param online whether the user came
 */
record Transition(long version, String user, boolean online) {}
