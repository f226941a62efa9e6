package org.presencehub.config;

import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** Makes options beans when a deployment starts; a wrong setting stops it with a sentence. Stateless. */
public final class OptionBeans {
    private OptionBeans() {}

    /** Adds the options that follow from these settings. */
    public static <T> void add(
            AfterBeanDiscovery event, Settings settings, Class<T> type, Function<Settings, T> reading) {
        read(event, settings, reading)
                .ifPresent(options ->
                        event.<T>addBean().types(type).scope(Singleton.class).createWith(context -> options));
    }

    /** {@return what follows from these settings, unless one is wrong} */
    public static <T> Optional<T> read(AfterBeanDiscovery event, Settings settings, Function<Settings, T> reading) {
        try {
            return Optional.of(reading.apply(settings));
        } catch (IllegalArgumentException e) {
            settings.stayUnfinished();
            event.addDefinitionError(e);
            return Optional.empty();
        }
    }
}
