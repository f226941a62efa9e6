@NullMarked
package org.presencehub.deployment;

import org.jspecify.annotations.NullMarked;
