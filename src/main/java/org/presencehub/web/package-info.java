/** What people and back ends see over plain HTTP beside the hubs: the console's own requests, the development sign-in, page headers. */
@NullMarked
package org.presencehub.web;

import org.jspecify.annotations.NullMarked;
