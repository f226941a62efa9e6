/**
 * Who is online: rules without clock and threads, an engine that guards and times them, and the EJB that tracks connections.
 *
 * <p>A connection is <em>tracked</em> until it ends or is <em>untracked</em>, and as long it <em>watches</em>. A user <em>comes</em> with
 * the first connection that is tracked, <em>lingers</em> for a grace period after the last one, and <em>goes</em>: these two are
 * <em>transitions</em>, and each has a <em>version</em>.
 *
 * <p>Commands come from any thread, sockets' threads included. State changes in one atomic step each; watchers are told by one thread at
 * a time, in the order of the changes, and never by the thread of a socket.
 */
@NullMarked
package org.presencehub.presence;

import org.jspecify.annotations.NullMarked;
