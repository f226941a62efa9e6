/**
 * The clients of the hubs on this server, found by connection, by user and by group; and a message's one encoding per protocol.
 *
 * <p>Everything here may be called from any thread, and nothing blocks.
 */
@NullMarked
package org.presencehub.clients;

import org.jspecify.annotations.NullMarked;
