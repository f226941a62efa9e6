/**
 * What presence can be told by configuration.
 */
@NullMarked
package org.presencehub.presence.options;

import org.jspecify.annotations.NullMarked;
