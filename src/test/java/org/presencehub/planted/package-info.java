/** A circle of rooms, which the rule of the architecture has to see. */
@NullMarked
package org.presencehub.planted;

import org.jspecify.annotations.NullMarked;
