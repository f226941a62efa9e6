package org.presencehub.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.presencehub.RawArguments;
import org.presencehub.binding.form.BindingOptions;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;

/** What hub code that relays arguments reads of them. */
class RelayedArgumentsTest {
    private final RawArguments arguments =
            new JsonBinding(BindingOptions.DEFAULTS).relay(Arguments.of(Json.of("7"), Json.NULL, Json.of("\"seven\"")));

    @Test
    void argumentIsReadAsAnyClassPrimitivesIncluded() {
        assertThat(arguments.as(int.class, 0)).isEqualTo(7);
        assertThat(arguments.as(Integer.class, 0)).isEqualTo(7);
        assertThat(arguments.as(Integer.class, 1)).isNull();
        assertThat(arguments.as(String.class, 2)).isEqualTo("seven");
    }

    @Test
    void nullIsNoPrimitive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.as(int.class, 1))
                .withMessage("The argument at index 1, null, does not fit int.");
    }

    @Test
    void whatHubCodeThrowsOnDoesNotQuoteTheClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.as(Instant.class, 2))
                .withMessage("The argument at index 2, a string, does not fit java.time.Instant.")
                .withNoCause();
    }
}
