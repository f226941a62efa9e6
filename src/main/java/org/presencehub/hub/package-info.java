/**
 * What happens to a hub's connections between bytes and methods: handshake, dispatch, binding, invocation, keep-alive.
 *
 * <p>Messages are read on the thread of the transport. Hub methods run on threads of their own, one at a time and in order per
 * connection; those marked {@link org.presencehub.NonBlocking} run where the message was read. Calls with a stream of either direction run
 * beside that order, and a call that asks a client leaves it.
 */
@NullMarked
package org.presencehub.hub;

import org.jspecify.annotations.NullMarked;
