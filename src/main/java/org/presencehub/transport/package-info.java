/**
 * How bytes reach hubs: the HTTP side of a hub's path, and the WebSocket that carries a connection.
 *
 * <p>Servlets run on the container's request threads; the endpoint's callbacks may run on I/O threads and never block. A transport knows
 * bytes only.
 */
@NullMarked
package org.presencehub.transport;

import org.jspecify.annotations.NullMarked;
