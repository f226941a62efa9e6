/** What strangers' applications have beside the library: each class is for a WAR of its own. */
@NullMarked
package org.presencehub.embedding.hosts;

import org.jspecify.annotations.NullMarked;
