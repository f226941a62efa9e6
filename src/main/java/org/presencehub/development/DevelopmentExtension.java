package org.presencehub.development;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.config.Settings;

/** Takes whatever hands out or trusts development tokens out of all other deployments. Confined to the container's start. */
public class DevelopmentExtension implements Extension {
    private static final Logger LOG = System.getLogger("org.presencehub.development");

    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public DevelopmentExtension() {
        this(Settings.current());
    }

    DevelopmentExtension(Settings settings) {
        this.settings = settings;
    }

    void issuer(@Observes ProcessAnnotatedType<DevelopmentIssuer> type) {
        vetoUnlessWanted(type);
    }

    void verifiers(@Observes ProcessAnnotatedType<DevelopmentVerifiers> type) {
        vetoUnlessWanted(type);
    }

    private void vetoUnlessWanted(ProcessAnnotatedType<?> type) {
        if (!settings.isDevelopment()) {
            type.veto();
        }
    }

    void configured(@Observes AfterBeanDiscovery event) {
        if (settings.isDevelopment()) {
            LOG.log(
                    Level.WARNING,
                    "DEVELOPMENT MODE: anybody gets a token for any user at /{0}. Never run this in production.",
                    TokenServlet.PATH);
        }
    }
}
