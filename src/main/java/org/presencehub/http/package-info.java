/**
 * Answers requests by HTTP without a thread that waits for a client: neither for the rest of what it sends, nor for it to take the answer.
 *
 * <p>Nothing here knows what is asked for. A servlet that extends {@link org.presencehub.http.NonBlockingServlet} writes its answer as any other;
 * what waits for longer holds its response ({@link org.presencehub.http.HeldResponse}).
 */
@NullMarked
package org.presencehub.http;

import org.jspecify.annotations.NullMarked;
