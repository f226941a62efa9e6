/** The one CDI stereotype of this code base; every package may use it. */
@NullMarked
package org.presencehub.stereotype;

import org.jspecify.annotations.NullMarked;
