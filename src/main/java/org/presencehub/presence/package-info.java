/**
 * Who is online: rules without clock and threads, a board that guards and times them, and the EJB that connections are registered with.
 *
 * <p>Commands come from any thread, sockets' threads included. State changes in one atomic step each; watchers are told by one thread at
 * a time, in the order of the changes, and never by the thread of a socket.
 */
@NullMarked
package org.presencehub.presence;

import org.jspecify.annotations.NullMarked;
