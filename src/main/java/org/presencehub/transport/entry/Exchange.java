package org.presencehub.transport.entry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.presencehub.identity.Caller;
import org.presencehub.identity.http.Query;

/**
 * A request to a hub that was let in, and the response to it. Confined to whoever serves it.
 *
 * @param caller who sends it
 */
public record Exchange(HttpServletRequest request, HttpServletResponse response, Query query, Caller caller) {}
