package org.presencehub.development;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.presencehub.config.Settings;
import org.presencehub.stereotype.BeanClasses;
import org.presencehub.stereotype.Component;

/** Takes whatever hands out or trusts development tokens out of all other deployments. Confined to the container's start. */
public class DevelopmentExtension implements Extension {
    private static final Logger LOG = System.getLogger("org.presencehub.development");

    private final BeanClasses beans =
            new BeanClasses("development.DevelopmentIssuer", "development.DevelopmentVerifiers");

    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public DevelopmentExtension() {
        this(Settings.current());
    }

    DevelopmentExtension(Settings settings) {
        this.settings = settings;
        if (!settings.isDevelopment()) {
            beans.leaveOut(DevelopmentIssuer.class);
            beans.leaveOut(DevelopmentVerifiers.class);
        }
    }

    void found(@Observes @WithAnnotations(Component.class) ProcessAnnotatedType<?> event) {
        beans.found(event);
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        beans.addMissing(event);
        if (settings.isDevelopment() && !event.getAlternatives().contains(DevelopmentVerifiers.class)) {
            event.getAlternatives().add(DevelopmentVerifiers.class); // Weld selects none that an extension has added
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
