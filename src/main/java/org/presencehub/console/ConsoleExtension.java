package org.presencehub.console;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import org.presencehub.config.OptionBeans;
import org.presencehub.config.Settings;

/** Takes the console's beans, its hub among them, out of a deployment that wants no console. Confined to the container's start. */
public class ConsoleExtension implements Extension {
    private final Settings settings;

    /** Reads the settings of the deployment that is being started. */
    public ConsoleExtension() {
        this(Settings.current());
    }

    ConsoleExtension(Settings settings) {
        this.settings = settings;
    }

    void hub(@Observes ProcessAnnotatedType<ConsoleHub> type) {
        vetoUnlessWanted(type);
    }

    void feed(@Observes ProcessAnnotatedType<ConsoleFeed> type) {
        vetoUnlessWanted(type);
    }

    private void vetoUnlessWanted(ProcessAnnotatedType<?> type) {
        if (settings.isOff(ConsoleOptions.CONSOLE)) {
            type.veto();
        }
    }

    void configure(@Observes AfterBeanDiscovery event) {
        OptionBeans.add(event, ConsoleOptions.class, ConsoleOptions::from);
    }
}
