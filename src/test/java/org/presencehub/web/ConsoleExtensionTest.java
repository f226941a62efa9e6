package org.presencehub.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.testing.BlindContainer;

/** {@code presencehub.console} decides whether the console's beans are there at all. */
class ConsoleExtensionTest {
    @ParameterizedTest
    @ValueSource(strings = {"true", " true ", "nonsense that stops the deployment later"})
    @NullSource
    void aConsoleIsThereUnlessSwitchedOff(@Nullable String setting) {
        assertThat(vetoed(setting)).isFalse();
        assertThat(BlindContainer.added(new ConsoleExtension(Optional.ofNullable(setting))))
                .containsExactlyInAnyOrder(ConsoleHub.class, ConsoleFeed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", " false "})
    void switchedOffItsBeansAreNot(String setting) {
        assertThat(vetoed(setting)).isTrue();
        assertThat(BlindContainer.added(new ConsoleExtension(Optional.of(setting))))
                .isEmpty();
    }

    private static boolean vetoed(@Nullable String setting) {
        ConsoleExtension extension = new ConsoleExtension(Optional.ofNullable(setting));
        AtomicBoolean hub = new AtomicBoolean();
        AtomicBoolean feed = new AtomicBoolean();
        extension.hub(found(hub));
        extension.feed(found(feed));
        assertThat(hub.get()).isEqualTo(feed.get());
        return hub.get();
    }

    @SuppressWarnings("unchecked")
    private static <T> ProcessAnnotatedType<T> found(AtomicBoolean vetoed) {
        return (ProcessAnnotatedType<T>) Proxy.newProxyInstance(
                ConsoleExtensionTest.class.getClassLoader(),
                new Class<?>[] {ProcessAnnotatedType.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("veto");
                    vetoed.set(true);
                    return null;
                });
    }
}
