package org.presencehub.binding.form;

import jakarta.json.stream.JsonGenerator;
import java.math.BigInteger;
import org.presencehub.protocol.Packed;

/** A whole number that 64 bits do not hold, and a double would not keep. */
final class LargeIntegerForm extends WireForm<BigInteger> {
    @Override
    boolean isMarked(BigInteger value) {
        return value.bitLength() >= Long.SIZE;
    }

    @Override
    void write(BigInteger value, JsonGenerator generator) {
        generator.write(value);
    }

    @Override
    String json(BigInteger value) {
        return value.toString();
    }

    @Override
    Packed packed(BigInteger value) {
        return Packed.text(value.toString());
    }
}
