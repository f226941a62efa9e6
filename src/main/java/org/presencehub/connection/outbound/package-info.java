/**
 * What a connection has still to be sent, in order: messages of its own, and those of the log that a hub's connections share.
 *
 * <p>One write is in flight per connection. No lock is held while a {@link org.presencehub.connection.outbound.Transport} is called.
 */
@NullMarked
package org.presencehub.connection.outbound;

import org.jspecify.annotations.NullMarked;
