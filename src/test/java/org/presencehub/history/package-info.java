/**
 * A checker of presence as watchers are told it: users with random lives come and go on a running server, every connection writes down
 * what it hears, and {@link org.presencehub.history.Rule} holds it all against what is promised.
 *
 * <p>It knows nothing of the server but its address, and runs against any SignalR server with the presence hub's three events.
 */
@NullMarked
package org.presencehub.history;

import org.jspecify.annotations.NullMarked;
