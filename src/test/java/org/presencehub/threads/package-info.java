@NullMarked
package org.presencehub.threads;

import org.jspecify.annotations.NullMarked;
