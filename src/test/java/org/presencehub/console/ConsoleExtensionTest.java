package org.presencehub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.config.MapConfig;
import org.presencehub.config.Settings;
import org.presencehub.testing.BlindContainer;
import org.presencehub.testing.FoundClass;

/** {@code presencehub.console} decides whether the console's beans are there at all. */
class ConsoleExtensionTest {
    private static final List<Class<?>> BEANS = List.of(ConsoleHub.class, ConsoleFeed.class);

    @ParameterizedTest
    @ValueSource(strings = {"true", " true "})
    @NullSource
    void aConsoleIsThereUnlessSwitchedOff(@Nullable String setting) {
        assertThat(BlindContainer.added(extension(setting))).containsAll(BEANS);
        assertThat(BEANS).noneMatch(bean -> isVetoed(bean, setting));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", " false "})
    void switchedOffItsBeansAreNot(String setting) {
        assertThat(BlindContainer.added(extension(setting))).doesNotContainAnyElementsOf(BEANS);
        assertThat(BEANS).allMatch(bean -> isVetoed(bean, setting));
    }

    private static boolean isVetoed(Class<?> bean, @Nullable String setting) {
        FoundClass found = new FoundClass(bean);
        extension(setting).found(found);
        return found.isVetoed();
    }

    private static ConsoleExtension extension(@Nullable String setting) {
        Settings settings = setting == null ? MapConfig.settings() : MapConfig.settings("presencehub.console", setting);
        return new ConsoleExtension(settings);
    }
}
