package org.presencehub.auth;

import org.presencehub.work.Printable;

/** How tokens may be signed by a public key. Immutable. */
public enum KeyAlgorithm {
    /** RSA of at least 2048 bits with SHA-256. */
    RS256,
    /** The elliptic curve P-256 with SHA-256. */
    ES256;

    /** Reads the value of {@link KeyOptions#ALGORITHM}. */
    public static KeyAlgorithm parse(String text) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.name().equals(text)) {
                return algorithm;
            }
        }
        throw new IllegalArgumentException(
                KeyOptions.ALGORITHM + " is " + Printable.quoted(text) + ", but only RS256 or ES256 is allowed");
    }
}
