/** Hands out tokens to anybody in development mode. Only the standalone WAR has it. */
@NullMarked
package org.presencehub.development;

import org.jspecify.annotations.NullMarked;
