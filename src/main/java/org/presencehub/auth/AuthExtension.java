package org.presencehub.auth;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Makes the verifier that the configuration asks for a bean. Confined to the container's start. */
public class AuthExtension implements Extension {
    private final Settings settings = Settings.current();

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.read(event, settings, AuthExtension::verifier)
                .ifPresent(verifier -> event.<TokenVerifier>addBean()
                        .types(TokenVerifier.class)
                        .qualifiers(Default.Literal.INSTANCE, new ConfiguredLiteral())
                        .scope(Singleton.class)
                        .createWith(context -> verifier));
    }

    private static TokenVerifier verifier(Settings settings) {
        AuthOptions options = AuthOptions.from(settings);
        TokenVerifier verifier = TokenVerifier.of(options);
        AuthLog.configured(options);
        return verifier;
    }

    @SuppressWarnings("all") // an annotation's class that is one, as AnnotationLiteral asks for
    private static final class ConfiguredLiteral extends AnnotationLiteral<Configured> implements Configured {
        private static final long serialVersionUID = 1;
    }
}
