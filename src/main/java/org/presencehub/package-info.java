/**
 * The API: every type an application may use, and nothing else.
 *
 * <p>Everything here is safe to call from any thread unless a method says otherwise.
 */
@NullMarked
package org.presencehub;

import org.jspecify.annotations.NullMarked;
