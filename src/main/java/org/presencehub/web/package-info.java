/** What people see beside the two hubs: the console with a hub of its own, the development sign-in, page headers. */
@NullMarked
package org.presencehub.web;

import org.jspecify.annotations.NullMarked;
