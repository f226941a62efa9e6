package org.presencehub.config;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Stops a deployment that sets what nobody reads: a misspelt limit would be none. Confined to the container's start. */
public class SettingsExtension implements Extension {
    private final Settings settings;

    /** Judges the settings of the deployment that is being started. */
    public SettingsExtension() {
        this(Settings.current());
    }

    SettingsExtension(Settings settings) {
        this.settings = settings;
    }

    /** Last, since the others make their options at the same time: what they have not asked for by then, nobody reads. */
    void judge(@Observes @Priority(Integer.MAX_VALUE) AfterBeanDiscovery event) {
        settings.unknown().ifPresent(unknown -> {
            unknown.mistake().map(IllegalArgumentException::new).ifPresent(event::addDefinitionError);
            unknown.ineffectiveVariables().ifPresent(ConfigLog::ineffective);
            unknown.ineffectiveJwtKeys().ifPresent(ConfigLog::ineffective);
        });
    }
}
