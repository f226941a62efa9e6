/** Tests of answers that no thread waits with. */
@NullMarked
package org.presencehub.http;

import org.jspecify.annotations.NullMarked;
