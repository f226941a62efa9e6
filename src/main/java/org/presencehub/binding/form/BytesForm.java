package org.presencehub.binding.form;

import java.util.Base64;
import org.presencehub.protocol.Packed;

/** {@code byte[]}. */
final class BytesForm extends WireForm<byte[]> {
    @Override
    byte[] frozen(byte[] value) {
        return value.clone();
    }

    @Override
    String json(byte[] value) {
        return quoted(Base64.getEncoder().encodeToString(value));
    }

    @Override
    Packed packed(byte[] value) {
        return Packed.binary(value);
    }
}
