package org.presencehub.hubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.presencehub.config.MapConfig.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.testing.BlindContainer;
import org.presencehub.testing.FoundClass;

/** Each of the two hubs is there unless a key says otherwise, whether the server finds it or not. */
class HubsExtensionTest {
    @Test
    void bothAreThere() {
        assertThat(BlindContainer.added(new HubsExtension(settings())))
                .containsExactlyInAnyOrder(PresenceHub.class, LatchHub.class);
        assertThat(isVetoed(PresenceHub.class, "presencehub.latch-hub")).isFalse();
        assertThat(isVetoed(LatchHub.class, "presencehub.presence-hub")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "presencehub.presence-hub, org.presencehub.hubs.PresenceHub, org.presencehub.hubs.LatchHub",
        "presencehub.latch-hub, org.presencehub.hubs.LatchHub, org.presencehub.hubs.PresenceHub"
    })
    void oneThatIsSwitchedOffIsNot(String key, Class<?> off, Class<?> other) {
        assertThat(BlindContainer.added(new HubsExtension(settings(key, "false"))))
                .containsExactly(other);
        assertThat(isVetoed(off, key)).isTrue();
    }

    @Test
    void presenceIsNotForStrangers() {
        HubsExtension open = new HubsExtension(settings("presencehub.open-hubs", "/signalrhub,/hubs/presence"));

        assertThatThrownBy(() -> BlindContainer.added(open))
                .hasMessageContainingAll("presencehub.open-hubs", "/hubs/presence", "presencehub.presence-hub=false");
    }

    @Test
    void aPresenceHubThatIsNotThereIsNoMatter() {
        HubsExtension off = new HubsExtension(
                settings("presencehub.open-hubs", "/hubs/presence", "presencehub.presence-hub", "false"));

        assertThat(BlindContainer.added(off)).containsExactly(LatchHub.class);
    }

    private static boolean isVetoed(Class<?> hub, String keyOfWhatIsOff) {
        FoundClass found = new FoundClass(hub);
        new HubsExtension(settings(keyOfWhatIsOff, "false")).found(found);
        return found.isVetoed();
    }
}
