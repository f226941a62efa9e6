@NullMarked
package org.presencehub.protocol;

import org.jspecify.annotations.NullMarked;
