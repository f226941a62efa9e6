/**
 * Who hears of users that come and go inside the application: CDI observers, and those who ask who is online.
 *
 * <p>Observers run on threads of their own, one event after the other.
 */
@NullMarked
package org.presencehub.presence.events;

import org.jspecify.annotations.NullMarked;
