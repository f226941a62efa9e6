package org.presencehub.development;

import static org.assertj.core.api.Assertions.assertThat;
import static org.presencehub.config.MapConfig.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.BlindContainer;
import org.presencehub.testing.FoundClass;

/** Only development mode issues tokens. */
class DevelopmentExtensionTest {
    @Test
    void inDevelopmentTheIssuerIsThere() {
        DevelopmentExtension extension = extension("true");

        assertThat(BlindContainer.added(extension))
                .containsExactlyInAnyOrder(DevelopmentIssuer.class, DevelopmentVerifiers.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "", "yes"})
    void elsewhereItIsNot(String development) {
        FoundClass issuer = new FoundClass(DevelopmentIssuer.class);
        FoundClass verifiers = new FoundClass(DevelopmentVerifiers.class);
        extension(development).found(issuer);
        extension(development).found(verifiers);

        assertThat(issuer.isVetoed()).isTrue();
        assertThat(verifiers.isVetoed()).isTrue();
        assertThat(BlindContainer.added(extension(development))).isEmpty();
    }

    private static DevelopmentExtension extension(String development) {
        return new DevelopmentExtension(settings("presencehub.development", development));
    }
}
