/**
 * What the application's deployment descriptors put in front of its hubs: filters, and constraints.
 */
@NullMarked
package org.presencehub.transport.descriptor;

import org.jspecify.annotations.NullMarked;
