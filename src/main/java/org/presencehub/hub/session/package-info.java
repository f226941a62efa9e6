/**
 * The life of one client: handshake, messages, keep-alive, end.
 */
@NullMarked
package org.presencehub.hub.session;

import org.jspecify.annotations.NullMarked;
