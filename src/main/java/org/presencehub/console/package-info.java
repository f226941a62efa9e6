/** The console: a page below one path of its own, and the hub that it asks. It is an application of the library like any other. */
@NullMarked
package org.presencehub.console;

import org.jspecify.annotations.NullMarked;
