@NullMarked
package org.presencehub.work;

import org.jspecify.annotations.NullMarked;
