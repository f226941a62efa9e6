/**
 * Streams of one call: items that a client sends, and items that it is sent.
 *
 * <p>Neither side is asked for more than the other one takes.
 */
@NullMarked
package org.presencehub.hub.stream;

import org.jspecify.annotations.NullMarked;
