package org.presencehub.config;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Makes options beans when a deployment starts; a wrong setting stops it with a sentence. Stateless. */
public final class OptionBeans {
    private OptionBeans() {}

    /** Adds the options that follow from these settings. */
    public static <T> void add(
            AfterBeanDiscovery event, Settings settings, Class<T> type, Function<Settings, T> reading) {
        try {
            T options = reading.apply(settings);
            event.<T>addBean().types(type).scope(Singleton.class).createWith(context -> options);
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(e);
        }
    }
}
