/**
 * What all connections may hold together, counted in bytes.
 *
 * <p>Counting takes no lock. Connections are closed for it by one thread at a time.
 */
@NullMarked
package org.presencehub.connection.memory;

import org.jspecify.annotations.NullMarked;
