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
import org.presencehub.testing.BlindContainer;

/** CDI has each of our beans once, whether the server finds it or not. */
class BeanClassesTest {
    private static final Set<String> OF_OTHER_JARS = Set.of("org.presencehub.console", "org.presencehub.development");

    @Test
    void allComponentsOfTheLibraryAreAddedWhereTheServerFindsNone() {
        Set<Class<?>> components = annotatedWith(Component.class);
        components.removeIf(type -> OF_OTHER_JARS.contains(type.getPackageName())); // and of other extensions

        assertThat(components).hasSizeGreaterThan(10);
        assertThat(BlindContainer.added(new ComponentExtension())).containsExactlyInAnyOrderElementsOf(components);
    }

    @Test
    void whatTheServerFindsIsNotAdded() {
        Set<Class<?>> components = annotatedWith(Component.class);

        assertThat(BlindContainer.added(components, new ComponentExtension())).isEmpty();
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
