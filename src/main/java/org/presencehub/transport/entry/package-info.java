/**
 * What each request to a hub passes: its origin, who owns the connection, negotiation, and the refresh of tokens.
 */
@NullMarked
package org.presencehub.transport.entry;

import org.jspecify.annotations.NullMarked;
