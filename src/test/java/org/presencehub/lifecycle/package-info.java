@NullMarked
package org.presencehub.lifecycle;

import org.jspecify.annotations.NullMarked;
