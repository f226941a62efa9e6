/**
 * SignalR on the wire: hub messages, the protocols that encode them, the handshake, and the strict readers of
 * JSON and MessagePack behind them.
 *
 * <p>Pure functions over bytes: nothing here reads a socket, keeps a connection or waits, so any thread may enter, I/O threads included.
 */
@NullMarked
package org.presencehub.protocol;

import org.jspecify.annotations.NullMarked;
