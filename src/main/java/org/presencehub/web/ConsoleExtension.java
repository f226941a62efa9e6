package org.presencehub.web;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import org.eclipse.microprofile.config.ConfigProvider;

/** Takes the console's beans, its hub among them, out of a deployment that wants no console. Confined to the container's start. */
public class ConsoleExtension implements Extension {
    /** Asks the configuration itself: beans are found before there are options. A wrong value stops the deployment later, with a sentence. */
    private final boolean unwanted = ConfigProvider.getConfig()
            .getOptionalValue(WebOptions.CONSOLE, String.class)
            .filter(value -> value.strip().equals("false"))
            .isPresent();

    void hub(@Observes ProcessAnnotatedType<ConsoleHub> type) {
        vetoUnlessWanted(type);
    }

    void feed(@Observes ProcessAnnotatedType<ConsoleFeed> type) {
        vetoUnlessWanted(type);
    }

    private void vetoUnlessWanted(ProcessAnnotatedType<?> type) {
        if (unwanted) {
            type.veto();
        }
    }
}
