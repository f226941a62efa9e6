/**
 * What happens to a hub's connections between bytes and methods: handshake, dispatch, binding, invocation, keep-alive.
 *
 * <p>Messages are read on the thread of the transport. Calls have their turn one at a time and in order per connection; what changes nothing for
 * the calls acts when it arrives. Hub methods run on threads of their own, those marked {@link org.presencehub.NonBlocking} where the message was
 * read. A concurrent call, which streams or has asked a client, lets the next one have its turn.
 */
@NullMarked
package org.presencehub.hub;

import org.jspecify.annotations.NullMarked;
