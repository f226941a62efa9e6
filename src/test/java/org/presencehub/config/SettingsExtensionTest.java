package org.presencehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.weld.environment.se.Weld;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.lifecycle.DrainOptions;
import org.presencehub.testing.RecordedLog;

/** What becomes of names that are set and that nobody reads, in a library that has one setting, and reads it last. */
class SettingsExtensionTest {
    private static final String READ = "presencehub.drain.wave-size";

    private final List<ConfigSource> sources = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private void deploy(String... names) {
        sources.add(new Source(Set.of(names)));
        Settings settings = new Settings(new MapConfig(Map.of(), sources));
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClass(SettingsExtensionTest.class)
                .addExtension(new SettingsExtension(settings))
                .addExtension(new Reading(settings));
        try (RecordedLog log = RecordedLog.of("org.presencehub.config")) {
            try {
                weld.initialize().close();
            } finally {
                warnings.addAll(log.lines());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "presencehub.drain.wave-sise",
        "presencehub.drain-wave-size",
        "presencehub.Drain.Wave-Size",
        "PresenceHub.drain.wave-size",
        "presencehub.drain.wavesize",
        "%dev.presencehub.drain.wavesize",
        "'%{dev,test}.presencehub.drain.wavesize'"
    })
    void aMisspeltKeyStopsTheDeploymentAndTheNearestIsNamed(String name) {
        assertThatThrownBy(() -> deploy("other.key", name))
                .hasMessageContaining("There is no such setting as " + name.replaceFirst("^%.*?\\.(?=p)", "")
                        + " (the nearest is presencehub.drain.wave-size): correct it, or take it away.");
    }

    @Test
    void allMisspeltKeysAreNamedTogether() {
        assertThatThrownBy(() -> deploy("presencehub.consol", "presencehub.latch.send-role"))
                .hasMessageContaining("presencehub.consol (the nearest is presencehub.console), "
                        + "presencehub.latch.send-role (the nearest is presencehub.latch.send-roles)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                READ,
                "%dev.presencehub.drain.wave-size",
                "%{dev,test}.presencehub.drain.wave-size",
                "PRESENCEHUB_DRAIN_WAVE_SIZE",
                "presencehub_drain_wave_size",
                "presencehub",
                "presencehubs.other",
                "presencehub-other",
                "org.presencehub.other",
                "mp.jwt"
            })
    void whatIsReadOrIsNotOursIsNoMistake(String name) {
        assertThatCode(() -> deploy(name)).doesNotThrowAnyException();
        assertThat(warnings).isEmpty();
    }

    /** A system property is set for all applications of a server. */
    @Test
    void theKeysOfJarsThatThisApplicationHasNotAreNoMistake() {
        assertThatCode(() -> deploy(KnownKeys.ofOptionalJars().toArray(String[]::new)))
                .doesNotThrowAnyException();
        assertThat(warnings).isEmpty();
    }

    @Test
    void variablesOfTheEnvironmentAreOnlyWarnedOfAndOnce() {
        deploy("PRESENCEHUB_PORT", "PRESENCEHUB_PORT_8080_TCP_ADDR", "PRESENCEHUB_DRAIN_WAVE_SISE", "PATH");

        assertThat(warnings)
                .containsExactly("Of no effect, since there is no such setting: PRESENCEHUB_DRAIN_WAVE_SISE"
                        + " (is PRESENCEHUB_DRAIN_WAVE_SIZE meant?), PRESENCEHUB_PORT, PRESENCEHUB_PORT_8080_TCP_ADDR."
                        + " Kubernetes makes such variables for a service that is called presencehub.");
    }

    /** As SmallRye does. */
    @Test
    void keysThatASourceHasMadeOfVariablesAreNobodysMistake() {
        deploy(
                "PRESENCEHUB_DRAIN_WAVE_SIZE",
                "presencehub.drain.wave.size",
                "PRESENCEHUB_PORT_8080_TCP",
                "presencehub.port[8080].tcp",
                "presencehub.port.8080.tcp");

        assertThat(warnings).singleElement().asString().contains(": PRESENCEHUB_PORT_8080_TCP. ");
    }

    @Test
    void keysOfMicroProfileJwtThatMeanNothingHereAreOnlyWarnedOfAndOnce() {
        deploy("mp.jwt.token.header", "MP_JWT_TOKEN_COOKIE", "mp.jwt.decrypt.key.location");

        assertThat(warnings)
                .containsExactly(
                        "Of no effect on PresenceHub, which does not know them, whatever the server makes of them:"
                                + " MP_JWT_TOKEN_COOKIE, mp.jwt.decrypt.key.location, mp.jwt.token.header.");
    }

    /** Behind it nothing was asked for, so all that is set there would seem unknown. */
    @Test
    void afterAWrongValueOnlyThatIsTold() {
        sources.add(new Source(Set.of(READ, "presencehub.drain.timeout", "presencehub.drain.wave-interval")));
        Settings settings = new Settings(new MapConfig(Map.of(READ, "many"), sources));
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClass(SettingsExtensionTest.class)
                .addExtension(new SettingsExtension(settings))
                .addExtension(new Reading(settings));

        assertThatThrownBy(weld::initialize)
                .hasMessageContaining(READ + " is 'many'")
                .hasMessageNotContaining("no such setting");
    }

    @Test
    void sourcesThatFailOrHaveNothingToSayAreNobodysFault() {
        sources.add(new Source(null));
        sources.add(new Source(Set.of()) {
            @Override
            public Set<String> getPropertyNames() {
                throw new UnsupportedOperationException("as some do");
            }
        });
        assertThatCode(() -> deploy(READ)).doesNotThrowAnyException();
        assertThatThrownBy(() -> deploy("presencehub.consol")).hasMessageContaining("presencehub.consol");
    }

    @Test
    void aConfigurationThatTellsNoSourcesIsNobodysFault() {
        Settings settings = new Settings(new MapConfig(Map.of()) {
            @Override
            public Iterable<ConfigSource> getConfigSources() {
                throw new UnsupportedOperationException("as some do");
            }
        });

        assertThat(settings.unknown().orElseThrow().mistake()).isEmpty();
    }

    @Test
    void ofManyNamesSomeAreTold() {
        String[] names = new String[10_000];
        Arrays.setAll(names, i -> "presencehub.other-" + (10_000 + i) + "x".repeat(i));

        assertThatThrownBy(() -> deploy(names))
                .hasMessageContaining("presencehub.other-10000 (")
                .hasMessageContaining(", …: correct it")
                .hasMessageNotContaining("presencehub.other-10100");
    }

    /** A source as far as it lists its names. */
    @NullUnmarked
    private static class Source implements ConfigSource {
        private final @Nullable Set<String> names;

        Source(@Nullable Set<String> names) {
            this.names = names;
        }

        @Override
        public Set<String> getPropertyNames() {
            return names;
        }

        @Override
        public String getValue(String name) {
            return null;
        }

        @Override
        public String getName() {
            return "test";
        }
    }

    /** Makes its options as every room does. Not final, since CDI may extend it. */
    public static class Reading implements Extension {
        private final Settings settings;

        Reading(Settings settings) {
            this.settings = settings;
        }

        void configure(@Observes AfterBeanDiscovery event) {
            OptionBeans.add(event, settings, DrainOptions.class, DrainOptions::from);
        }
    }
}
