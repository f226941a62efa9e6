/** Clients that want a deployed server dead, and a bystander who must not notice: what each may cost, on a small heap. */
@NullMarked
package org.presencehub.hostile;

import org.jspecify.annotations.NullMarked;
