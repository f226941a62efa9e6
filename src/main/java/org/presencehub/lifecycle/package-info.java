/**
 * How an application begins and ends: {@code Lifecycle} states the order, and says when; what it means for connections, sockets and presence
 * is theirs to know.
 */
@NullMarked
package org.presencehub.lifecycle;

import org.jspecify.annotations.NullMarked;
