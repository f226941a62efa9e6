package org.presencehub.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.junit.MockBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.DirectedMessage;
import org.presencehub.UserCameOnline;
import org.presencehub.presence.PresenceTracker;

/** Which arrangements of our jars stop a deployment, and with which sentence. */
class ArrangementExtensionTest {
    /** As an EJB jar of an EAR has it. */
    static class Firing {
        @Inject
        @Nullable
        Event<DirectedMessage> messages;
    }

    /** As an EJB jar of an EAR has it. */
    static class Hearing {
        void came(@Observes UserCameOnline event) {}
    }

    /** Weld starts only with a class. */
    static class Something {}

    /** Weld itself would load the class by its name. */
    static class Adding implements Extension {
        private final Class<?> bean;

        Adding(Class<?> bean) {
            this.bean = bean;
        }

        void add(@Observes BeforeBeanDiscovery event) {
            event.addAnnotatedType(bean, bean.getName());
        }
    }

    @Test
    void whereNoEnterpriseBeanOfOursIsFoundTheDeploymentStopsBeforeDependenciesAreLookedAt() {
        assertThatDeploymentOf(Firing.class, new ArrangementExtension())
                .hasMessageContaining("PresenceHub works only inside a WAR, but lies in ")
                .hasMessageContaining("put presencehub-library into WEB-INF/lib of the WAR")
                .hasMessageNotContaining("twice");
    }

    @Test
    void whoSendsMessagesOfAnotherCopyOfTheApiIsNamed() throws ClassNotFoundException {
        assertThatDeploymentOf(ofAnotherArchive(Firing.class), withTracker())
                .hasMessageContaining("Firing.messages knows another DirectedMessage")
                .hasMessageContaining("leave it in lib/ of the EAR, and out of WEB-INF/lib.");
    }

    @Test
    void whoHearsEventsOfAnotherCopyOfTheApiIsNamed() throws ClassNotFoundException {
        assertThatDeploymentOf(ofAnotherArchive(Hearing.class), withTracker())
                .hasMessageContaining("Hearing knows another UserCameOnline")
                .hasMessageContaining("presencehub-api is there twice");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatDeploymentOf(
            Class<?> bean, Extension extension) {
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClass(Something.class)
                .addExtension(new Adding(bean))
                .addExtension(extension);
        return assertThatThrownBy(weld::initialize).isInstanceOf(DefinitionException.class);
    }

    @Test
    void whoHasTheSameApiIsLetIn() {
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClasses(Firing.class, Hearing.class)
                .addExtension(withTracker());
        try (WeldContainer container = weld.initialize()) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    /** Weld SE has no enterprise beans. */
    private static ArrangementExtension withTracker() {
        ArrangementExtension extension = new ArrangementExtension();
        assertThat(errorsWith(extension, PresenceTracker.class)).isEmpty();
        return extension;
    }

    private static List<Throwable> errorsWith(ArrangementExtension extension, Class<?> enterpriseBean) {
        List<Throwable> errors = new ArrayList<>();
        Bean<?> bean = MockBean.builder()
                .beanClass(enterpriseBean)
                .types(Object.class)
                .creating("")
                .build();
        extension.found((ProcessSessionBean<?>) Proxy.newProxyInstance(
                ArrangementExtensionTest.class.getClassLoader(),
                new Class<?>[] {ProcessSessionBean.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getBean") ? bean : errors.add((Throwable) arguments[0])));
        return errors;
    }

    @Test
    void aSecondWarWithPresenceHubStopsTheDeployment() throws ClassNotFoundException {
        ClassLoader whole = new OtherLoader(name -> name.startsWith("org.presencehub."));
        Class<?> tracker = whole.loadClass(PresenceTracker.class.getName());

        assertThat(errorsWith(new ArrangementExtension(), tracker))
                .singleElement()
                .asString()
                .contains("Two WARs of this EAR have PresenceHub", "let one WAR have presencehub-library");
    }

    /** The class as an archive has it that brings the API along, and no library. */
    private static Class<?> ofAnotherArchive(Class<?> type) throws ClassNotFoundException {
        return new OtherLoader(name -> isOfApi(name) || name.startsWith(ArrangementExtensionTest.class.getName()))
                .loadClass(type.getName());
    }

    private static boolean isOfApi(String name) {
        return name.matches("org\\.presencehub\\.[A-Z].*");
    }

    @Test
    void classesOfAnApiAloneAndOfAWholeLibraryAreToldFromOurs() throws ClassNotFoundException {
        ClassLoader api = new OtherLoader(ArrangementExtensionTest::isOfApi);
        ClassLoader whole = new OtherLoader(name -> name.startsWith("org.presencehub."));

        for (Class<?> ours : List.of(DirectedMessage.class, PresenceTracker.class, String.class)) {
            assertThat(Copies.isOfCopyWithoutLibrary(ours)).isFalse();
            assertThat(Copies.isOfOtherLibrary(ours)).isFalse();
        }
        assertThat(Copies.isOfCopyWithoutLibrary(api.loadClass(DirectedMessage.class.getName())))
                .isTrue();
        assertThat(Copies.isOfOtherLibrary(api.loadClass(DirectedMessage.class.getName())))
                .isFalse();
        assertThat(Copies.isOfCopyWithoutLibrary(whole.loadClass(DirectedMessage.class.getName())))
                .isFalse();
        assertThat(Copies.isOfOtherLibrary(whole.loadClass(PresenceTracker.class.getName())))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "vfs:/content/shop.ear/shop-web.war/WEB-INF/lib/presencehub-library.jar, true",
        "vfs:/content/ROOT.war/WEB-INF/classes/, true",
        "file:/payara/applications/shop/shop-web_war/WEB-INF/lib/presencehub-library.jar, true",
        "'', true",
        "vfs:/content/shop.ear/lib/presencehub-library.jar, false",
        "file:/payara/applications/shop/lib/presencehub-library.jar, false"
    })
    void placesInsideAWarAreToldByTheirPaths(String location, boolean inside) {
        assertThat(new Place(location).isInsideWar()).isEqualTo(inside);
    }
}
