/** For how long the server itself keeps clients waiting, by its own threads. */
@NullMarked
package org.presencehub.work.lateness;

import org.jspecify.annotations.NullMarked;
