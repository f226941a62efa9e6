/**
 * What Java types consist of: properties, their names, and the types that they lead to.
 */
@NullMarked
package org.presencehub.binding.type;

import org.jspecify.annotations.NullMarked;
