/**
 * What transports can be told by configuration.
 */
@NullMarked
package org.presencehub.transport.options;

import org.jspecify.annotations.NullMarked;
