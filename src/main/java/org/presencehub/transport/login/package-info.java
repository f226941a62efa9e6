/**
 * The application's own login as that of its hubs: who is let in by it, and which connections end with it.
 */
@NullMarked
package org.presencehub.transport.login;

import org.jspecify.annotations.NullMarked;
