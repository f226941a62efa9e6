/** The marks of our beans: the one CDI stereotype of this code base, and what begins with the application; every package may use them. */
@NullMarked
package org.presencehub.stereotype;

import org.jspecify.annotations.NullMarked;
