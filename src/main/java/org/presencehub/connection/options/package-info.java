/**
 * What connections can be told by configuration.
 */
@NullMarked
package org.presencehub.connection.options;

import org.jspecify.annotations.NullMarked;
