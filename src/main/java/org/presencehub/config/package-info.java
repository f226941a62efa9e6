/** Reads MicroProfile Config once, when the application is deployed, and produces each package's options. Nobody knows this package. */
@NullMarked
package org.presencehub.config;

import org.jspecify.annotations.NullMarked;
