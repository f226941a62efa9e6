package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.config.MapConfig.settings;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may send, by configuration. */
class LatchOptionsTest {
    private static final String SEND = "presencehub.latch.send-roles";
    private static final String BROADCAST = "presencehub.latch.broadcast-roles";

    private static LatchOptions of(String... keysAndValues) {
        return LatchOptions.from(settings(keysAndValues));
    }

    private static Senders roles(String... roles) {
        return new Senders(Set.of(roles));
    }

    @Test
    void nobodyMayUntilAKeySaysWho() {
        assertThat(of()).isEqualTo(LatchOptions.CLOSED);
        assertThat(of("presencehub.development", "false")).isEqualTo(LatchOptions.CLOSED);
        assertThat(of("presencehub.open-hubs", "/hubs/other")).isEqualTo(LatchOptions.CLOSED);
    }

    @Test
    void everybodyMayInDevelopmentAndWhereNobodyIsAskedForAToken() {
        assertThat(of("presencehub.development", "true")).isEqualTo(LatchOptions.OPEN);
        assertThat(of("presencehub.open-hubs", "/hubs/other, /signalrhub")).isEqualTo(LatchOptions.OPEN);
    }

    @Test
    void rolesThatAreNamedCountThereToo() {
        LatchOptions named = new LatchOptions(roles("sender", "admin"), roles("sender", "admin"));

        assertThat(of(SEND, "sender, admin")).isEqualTo(named);
        assertThat(of(SEND, "sender, admin", "presencehub.development", "true")).isEqualTo(named);
        assertThat(of(SEND, "sender, admin", "presencehub.open-hubs", "/signalrhub"))
                .isEqualTo(named);
    }

    @Test
    void whoMaySendMayBroadcastUnlessThatIsSaidApart() {
        assertThat(of(SEND, "sender", BROADCAST, "a, b")).isEqualTo(new LatchOptions(roles("sender"), roles("a", "b")));
        assertThat(of(BROADCAST, "a")).isEqualTo(new LatchOptions(Senders.NOBODY, roles("a")));
        assertThat(of(SEND, "*")).isEqualTo(LatchOptions.OPEN);
    }
}
