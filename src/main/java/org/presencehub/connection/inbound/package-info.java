/**
 * What came from a client: bytes in any pieces, cut into messages that have their turn one after the other.
 *
 * <p>No lock is held while a {@link org.presencehub.connection.inbound.ConnectionHandler} is called.
 */
@NullMarked
package org.presencehub.connection.inbound;

import org.jspecify.annotations.NullMarked;
