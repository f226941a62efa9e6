/**
 * What applications inject to reach clients: who a message is for, with arguments that are bound when it is sent.
 *
 * <p>Everything here may be called from any thread, sockets' threads included, and nothing blocks. A message takes its place
 * on the thread that sends it or commits its transaction: in its receivers' own queues, or for everybody in the log that they share, from
 * where another thread has it sent. So what one caller sends arrives in that order.
 */
@NullMarked
package org.presencehub.messaging;

import org.jspecify.annotations.NullMarked;
