/** An application of ours, as others would write one: hubs and beans that know nothing but the public API. It is added to the WAR. */
@NullMarked
package org.presencehub.application;

import org.jspecify.annotations.NullMarked;
