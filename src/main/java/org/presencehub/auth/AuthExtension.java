package org.presencehub.auth;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Singleton;
import org.presencehub.config.Settings;

/** Makes the verifier that the configuration asks for a bean. Confined to the container's start. */
public class AuthExtension implements Extension {
    private final Settings settings = Settings.current();

    void configure(@Observes AfterBeanDiscovery event) {
        try {
            AuthOptions options = AuthOptions.from(settings);
            TokenVerifier verifier = TokenVerifier.of(options);
            AuthLog.configured(options);
            event.<TokenVerifier>addBean()
                    .types(TokenVerifier.class)
                    .qualifiers(Default.Literal.INSTANCE, new ConfiguredLiteral())
                    .scope(Singleton.class)
                    .createWith(context -> verifier);
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(e);
        }
    }

    @SuppressWarnings("all") // an annotation's class that is one, as AnnotationLiteral asks for
    private static final class ConfiguredLiteral extends AnnotationLiteral<Configured> implements Configured {
        private static final long serialVersionUID = 1;
    }
}
