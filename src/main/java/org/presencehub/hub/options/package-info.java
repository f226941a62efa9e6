/**
 * What hubs can be told by configuration.
 */
@NullMarked
package org.presencehub.hub.options;

import org.jspecify.annotations.NullMarked;
