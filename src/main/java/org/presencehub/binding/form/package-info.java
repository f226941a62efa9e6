/**
 * The forms of single values on the wire: times, numbers, bytes and enums, as .NET writes and reads them.
 */
@NullMarked
package org.presencehub.binding.form;

import org.jspecify.annotations.NullMarked;
