/**
 * What the tests share: the server under test, tokens for it, and clients that can misbehave on purpose.
 *
 * <p>Clients are confined to the thread of their test; the server and its tokens are shared by all tests of a run.
 */
@NullMarked
package org.presencehub.testing;

import org.jspecify.annotations.NullMarked;
