/**
 * How a call ends: admitted or refused, and with which completion.
 */
@NullMarked
package org.presencehub.hub.answer;

import org.jspecify.annotations.NullMarked;
