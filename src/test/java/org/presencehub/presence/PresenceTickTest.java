package org.presencehub.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTickTest {
    private final PresenceTick tick = new PresenceTick();

    @Test
    void whoeverWasNamedLastIsToldTheTime() {
        List<String> told = new ArrayList<>();
        tick.tick(); // before the tracker has started
        tick.passTo(() -> told.add("one"));
        tick.passTo(() -> told.add("other"));
        tick.tick();
        assertThat(told).containsExactly("other");
    }
}
