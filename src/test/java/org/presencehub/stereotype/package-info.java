@NullMarked
package org.presencehub.stereotype;

import org.jspecify.annotations.NullMarked;
