/**
 * What a hub is: its annotations, its methods and their parameters, found and checked when the application starts.
 */
@NullMarked
package org.presencehub.hub.definition;

import org.jspecify.annotations.NullMarked;
