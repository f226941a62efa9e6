/**
 * The WebSocket way into a hub: the endpoint, its configurator, and what carries a connection.
 *
 * <p>The callbacks may run on I/O threads and never block.
 */
@NullMarked
package org.presencehub.transport.websocket;

import org.jspecify.annotations.NullMarked;
