/**
 * Who receives a message, and its one encoding per protocol.
 *
 * <p>Everything here may be called from any thread, sockets' threads included, and nothing blocks: a message is handed to the
 * connections' own queues by the thread that sends it or commits its transaction, so what one caller sends arrives in that order.
 */
@NullMarked
package org.presencehub.messaging;

import org.jspecify.annotations.NullMarked;
