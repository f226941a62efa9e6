/**
 * What a connection is, whichever socket carries it: its two byte streams, its life and its end.
 *
 * <p>Transports call in from their I/O threads, the hub from any thread. Nothing here blocks, and no lock is held while a
 * {@link org.presencehub.connection.outbound.Transport} or a {@link org.presencehub.connection.inbound.ConnectionHandler} is called.
 */
@NullMarked
package org.presencehub.connection;

import org.jspecify.annotations.NullMarked;
