/** Applications that take PresenceHub in, on the servers that they run on. */
@NullMarked
package org.presencehub.embedding;

import org.jspecify.annotations.NullMarked;
