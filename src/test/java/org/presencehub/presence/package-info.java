@NullMarked
package org.presencehub.presence;

import org.jspecify.annotations.NullMarked;
