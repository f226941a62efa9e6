/** Who asks, and who may: the same for hubs and for whatever else asks for a login. */
@NullMarked
package org.presencehub.identity;

import org.jspecify.annotations.NullMarked;
