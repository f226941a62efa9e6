/**
 * Who asks by HTTP: finds out who sends a request, lets in those who may, and refuses the others.
 *
 * <p>Nothing here knows hubs. Whoever serves a path says what it asks for ({@link org.presencehub.identity.http.ProtectedResource}).
 */
@NullMarked
package org.presencehub.identity.http;

import org.jspecify.annotations.NullMarked;
