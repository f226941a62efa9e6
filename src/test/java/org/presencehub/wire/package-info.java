/**
 * Black-box tests of the wire against one running server: what any SignalR client may rely on, and what no client may do.
 *
 * <p>All tests share the server and may run at once: each makes up its own users and never counts those of others. Tests tagged
 * {@code ours} ask for more than, or something else than, ASP.NET Core SignalR does; tests tagged {@code slow} wait for a timeout.
 */
@NullMarked
package org.presencehub.wire;

import org.jspecify.annotations.NullMarked;
