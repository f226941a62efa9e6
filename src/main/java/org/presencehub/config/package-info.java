/** Reads MicroProfile Config for the options of every room; each room names its own keys. */
@NullMarked
package org.presencehub.config;

import org.jspecify.annotations.NullMarked;
