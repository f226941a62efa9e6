package org.presencehub.protocol;

/** One value that a message carries, in the encoding in which it came or was made. Immutable. */
public sealed interface Payload permits Json {
    /** {@return the value as JSON} */
    Json json();
}
