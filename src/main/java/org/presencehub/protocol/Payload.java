package org.presencehub.protocol;

/** One value that a message carries, in the encoding in which it came or was made. Immutable. */
public sealed interface Payload permits Json, Packed, Dual, Unreadable {
    /** {@return the value as JSON} */
    Json json();

    /** {@return the value as MessagePack} */
    Packed packed();

    /** {@return how many bytes it has as it is} */
    int length();

    /** {@return the same value, which holds on to nothing but itself} */
    Payload alone();
}
