/**
 * Who is online: rules without clock and threads.
 *
 * <p>Commands go in, transitions with versions come out. Lists are sets that share their blocks, so that a snapshot costs nothing.
 */
@NullMarked
package org.presencehub.presence.state;

import org.jspecify.annotations.NullMarked;
