/** The two built-in hubs, on the same API as everybody's; deleting one leaves an application that compiles and runs. */
@NullMarked
package org.presencehub.hubs;

import org.jspecify.annotations.NullMarked;
