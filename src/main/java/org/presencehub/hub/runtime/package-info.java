/**
 * What runs hub code: the bean, the caller that it sees, the threads, and the words for what goes wrong.
 */
@NullMarked
package org.presencehub.hub.runtime;

import org.jspecify.annotations.NullMarked;
