/**
 * Bounded pools of the container's threads, so that nobody who blocks holds up anybody else's work.
 *
 * <p>The container's own executor is shared by the whole application, and may have two threads per processor.
 */
@NullMarked
package org.presencehub.threads;

import org.jspecify.annotations.NullMarked;
