package org.presencehub.stereotype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.presencehub.Hub;
import org.presencehub.hubs.HubsExtension;
import org.presencehub.testing.BlindContainer;

/** CDI has each of our beans once, whether the server finds it or not. */
class BeanClassesTest {
    @Test
    void allComponentsOfTheLibraryAreAddedWhereTheServerFindsNone() {
        Set<Class<?>> components = annotatedWith(Component.class);
        components.removeIf(type -> type.getPackageName().equals("org.presencehub.web")); // of another extension

        assertThat(components).hasSizeGreaterThan(10);
        assertThat(BlindContainer.added(new ComponentExtension())).containsExactlyInAnyOrderElementsOf(components);
    }

    @Test
    void theBuiltInHubsAreAddedWhereTheServerFindsNone() {
        Set<Class<?>> hubs = annotatedWith(Hub.class);
        hubs.removeIf(type -> type.getPackageName().equals("org.presencehub.web"));

        assertThat(hubs).isNotEmpty();
        assertThat(BlindContainer.added(new HubsExtension())).containsExactlyInAnyOrderElementsOf(hubs);
    }

    @Test
    void whatTheServerFindsIsNotAdded() {
        Set<Class<?>> components = annotatedWith(Component.class);
        Set<Class<?>> hubs = annotatedWith(Hub.class);

        assertThat(BlindContainer.added(components, new ComponentExtension())).isEmpty();
        assertThat(BlindContainer.added(hubs, new HubsExtension())).isEmpty();
    }

    @Test
    void aNameOfNothingIsNoticed() {
        assertThatThrownBy(() -> new BeanClasses("presence.Nobody")).isInstanceOf(IllegalStateException.class);
    }

    private static Set<Class<?>> annotatedWith(Class<? extends Annotation> stereotype) {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.presencehub")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(stereotype))
                        .map(JavaClass::reflect)
                        .collect(Collectors.toSet());
    }
}
