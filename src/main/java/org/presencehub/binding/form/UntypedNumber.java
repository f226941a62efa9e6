package org.presencehub.binding.form;

import java.math.BigDecimal;

/**
 * A number in a value whose type nobody has named. Immutable.
 *
 * <p>JSON-B makes a {@code BigDecimal} of each, also of 42. It is no decimal of .NET's, and goes out as the number that it was.
 */
final class UntypedNumber extends BigDecimal {
    private static final long serialVersionUID = 1;

    UntypedNumber(String digits) {
        super(digits);
    }
}
