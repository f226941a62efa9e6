package org.presencehub.testing;

import java.io.ByteArrayOutputStream;

/** Puts bytes together. Stateless. */
public final class Bytes {
    private Bytes() {}

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
