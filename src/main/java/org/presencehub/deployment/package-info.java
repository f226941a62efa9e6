/** Stops deployments in which our jars lie where they cannot work. */
@NullMarked
package org.presencehub.deployment;

import org.jspecify.annotations.NullMarked;
