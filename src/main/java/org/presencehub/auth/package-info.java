/**
 * Who a bearer token speaks for: verification of access tokens, for hubs and REST alike.
 *
 * <p>Owns the keys, the rules and the sentences of every refusal; reads no configuration and knows no request. Any thread may
 * enter; when keys come from a URL or a file, the one that finds them due reads them ({@link TokenVerifier}).
 */
@NullMarked
package org.presencehub.auth;

import org.jspecify.annotations.NullMarked;
