package org.presencehub.binding.form;

import jakarta.json.stream.JsonGenerator;
import java.math.BigDecimal;
import org.presencehub.protocol.Packed;

/** {@code decimal}, whose digits a double would not keep. */
final class DecimalForm extends WireForm<BigDecimal> {
    /** Of a number that nobody can read at that length. */
    private static final int LONGEST = 100;

    @Override
    boolean isMarked(BigDecimal value) {
        return !(value instanceof UntypedNumber);
    }

    @Override
    void write(BigDecimal value, JsonGenerator generator) {
        generator.write(value);
    }

    @Override
    String json(BigDecimal value) {
        return value.toString();
    }

    @Override
    Packed packed(BigDecimal value) {
        boolean plain = Math.abs(value.scale()) <= LONGEST;
        return Packed.text(plain ? value.toPlainString() : value.toString());
    }
}
