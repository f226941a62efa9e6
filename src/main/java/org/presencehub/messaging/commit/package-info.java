/**
 * When a message leaves: at once, or after the commit of the transaction that it is sent in.
 */
@NullMarked
package org.presencehub.messaging.commit;

import org.jspecify.annotations.NullMarked;
