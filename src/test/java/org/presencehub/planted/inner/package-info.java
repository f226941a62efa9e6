/** The other side of the circle. */
@NullMarked
package org.presencehub.planted.inner;

import org.jspecify.annotations.NullMarked;
