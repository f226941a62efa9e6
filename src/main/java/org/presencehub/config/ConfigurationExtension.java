package org.presencehub.config;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;
import org.presencehub.auth.TokenVerifier;
import org.presencehub.hub.HubOptions;
import org.presencehub.hubs.LatchOptions;
import org.presencehub.presence.PresenceOptions;
import org.presencehub.transport.TransportOptions;
import org.presencehub.web.WebOptions;

/** Makes the options beans; a wrong setting stops the deployment with a sentence. Confined to the container's start. */
public class ConfigurationExtension implements Extension {
    private static final Logger LOG = System.getLogger("org.presencehub.config");

    void configure(@Observes AfterBeanDiscovery event) {
        try {
            Configuration configuration = Configuration.from(new Settings(ConfigProvider.getConfig()));
            add(event, TokenVerifier.class, configuration.verifier());
            add(event, HubOptions.class, configuration.hubs());
            add(event, LatchOptions.class, configuration.latch());
            add(event, PresenceOptions.class, configuration.presence());
            add(event, TransportOptions.class, configuration.transport());
            add(event, WebOptions.class, configuration.web());
            tell(configuration);
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(e);
        }
    }

    private static <T> void add(AfterBeanDiscovery event, Class<T> type, T options) {
        event.<T>addBean().types(type).scope(Singleton.class).createWith(context -> options);
    }

    private static void tell(Configuration configuration) {
        LOG.log(Level.INFO, "Tokens: {0}", configuration.auth());
        if (configuration.web().issuer().isPresent()) {
            LOG.log(
                    Level.WARNING,
                    "DEVELOPMENT MODE: anybody gets a token for any user at /development/token. Never run this in production.");
        }
    }
}
