/**
 * Java objects as values on the wire, and back: JSON by JSON-B, and both encodings in the forms that .NET writes and reads.
 *
 * <p>An application's own annotations and adapters come first.
 */
@NullMarked
package org.presencehub.binding;

import org.jspecify.annotations.NullMarked;
