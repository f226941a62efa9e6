/**
 * The life of one call, from its message to its completion.
 *
 * <p>Calls have their turn one at a time and in order per connection. A concurrent call, which streams or has asked a client, lets the next one have its turn.
 */
@NullMarked
package org.presencehub.hub.call;

import org.jspecify.annotations.NullMarked;
