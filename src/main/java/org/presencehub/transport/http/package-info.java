/**
 * The ways into a hub by plain HTTP: event streams and long polling, and the bodies that their clients post.
 */
@NullMarked
package org.presencehub.transport.http;

import org.jspecify.annotations.NullMarked;
