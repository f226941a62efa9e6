/** The standalone WAR's own front door. */
@NullMarked
package org.presencehub.standalone;

import org.jspecify.annotations.NullMarked;
