/**
 * What the servers do not offer by the Servlet API: the connection below a request, and the stream of HTTP/2, of Undertow and of Grizzly.
 *
 * <p>Server classes are reached by name, since an application may not see them. Where one is missing, the request is served without.
 */
@NullMarked
package org.presencehub.http.server;

import org.jspecify.annotations.NullMarked;
