package org.presencehub.testing;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;

/** CDI that finds no bean by itself, as WildFly does in the WAR of an EAR. Stateless. */
public final class BlindContainer {
    private BlindContainer() {}

    /** {@return the classes that these extensions add to it} None of them becomes a bean. */
    public static List<Class<?>> added(Extension... extensions) {
        return added(List.of(), extensions);
    }

    /** {@return the same where the server has found these after all} */
    public static List<Class<?>> added(Collection<Class<?>> found, Extension... extensions) {
        List<Class<?>> types = new ArrayList<>();
        Weld weld = new Weld().disableDiscovery().addBeanClass(Something.class).addExtension(new Vetoing(types));
        found.forEach(weld::addBeanClass);
        Stream.of(extensions).forEach(weld::addExtension);
        weld.initialize().close();
        types.remove(Something.class);
        found.forEach(types::remove);
        return types;
    }

    /** Weld starts only with a class. */
    private static final class Something {}

    /** Lets nothing be a bean. Not final, since CDI may extend it. */
    public static class Vetoing implements Extension {
        private final List<Class<?>> types;

        Vetoing(List<Class<?>> types) {
            this.types = types;
        }

        void seen(@Observes ProcessAnnotatedType<?> event) {
            Class<?> type = event.getAnnotatedType().getJavaClass();
            if (type.getPackageName().startsWith("org.presencehub")) { // the others are Weld's own
                types.add(type);
                event.veto();
            }
        }
    }
}
