package org.presencehub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void aUserAgentIsCleanedOfWhatDoesNotPrint() {
        assertThat(named("Browser\u00001\r\nX: \u2028\u202e\u001b[31m").userAgent())
                .isEqualTo("Browser?1??X: ???[31m");
    }

    @Test
    void aUserAgentIsCut() {
        assertThat(named("a".repeat(256) + "b").userAgent()).isEqualTo("a".repeat(256));
    }

    @Test
    void whoSaysNothingHasNone() {
        assertThat(Caller.ANONYMOUS.userAgent()).isEmpty();
    }

    private static Caller named(String userAgent) {
        return new Caller(() -> "anna", Set.of(), null, userAgent);
    }
}
