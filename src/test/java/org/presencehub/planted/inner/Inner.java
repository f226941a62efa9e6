package org.presencehub.planted.inner;

import org.jspecify.annotations.Nullable;
import org.presencehub.planted.Outer;

/** Knows a class of a room that knows this one. Immutable. */
public record Inner(@Nullable Outer outer) {}
