package org.presencehub.web;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.presencehub.stereotype.BeanClasses;

/** Takes the console's beans, its hub among them, out of a deployment that wants no console. Confined to the container's start. */
public class ConsoleExtension implements Extension {
    private final BeanClasses beans = new BeanClasses("web.ConsoleHub", "web.ConsoleFeed");
    private final boolean wanted;

    /** Asks the configuration itself: beans are found before there are options. */
    public ConsoleExtension() {
        this(ConfigProvider.getConfig().getOptionalValue(WebOptions.CONSOLE, String.class));
    }

    /** Any value but {@code false} lets the console be; a wrong one stops the deployment later, with a sentence. */
    ConsoleExtension(Optional<String> setting) {
        wanted = setting.map(String::strip).filter("false"::equals).isEmpty();
    }

    void hub(@Observes ProcessAnnotatedType<ConsoleHub> type) {
        found(type, ConsoleHub.class);
    }

    void feed(@Observes ProcessAnnotatedType<ConsoleFeed> type) {
        found(type, ConsoleFeed.class);
    }

    private void found(ProcessAnnotatedType<?> type, Class<?> bean) {
        if (wanted) {
            beans.found(bean);
        } else {
            type.veto();
        }
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        if (wanted) {
            beans.addMissing(event);
        }
    }
}
