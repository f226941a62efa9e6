package org.presencehub.transport.descriptor;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.presencehub.transport.entry.TransportLog;

/**
 * Stops a deployment whose {@code web.xml} leaves out what serves hubs. Confined to the container's start.
 *
 * <p>A servlet could not: of a jar that {@code <absolute-ordering>} leaves out no listener and no initializer runs, though its beans are found,
 * on WildFly and on Payara; and with {@code metadata-complete} WildFly does not come as far, for want of an enterprise bean. There is no
 * servlet context yet, so the descriptor is read where it stands, beside the jar.
 */
public class DescriptorExtension implements Extension {
    /** The names of our jars in META-INF/web-fragment.xml begin so. */
    private static final String OURS = "presencehub";

    void require(@Observes AfterBeanDiscovery event) {
        descriptor(getClass().getResource(getClass().getSimpleName() + ".class"))
                .flatMap(descriptor -> problem(descriptor, ours()))
                .map(IllegalStateException::new)
                .ifPresent(event::addDefinitionError);
    }

    /** {@return the names of those of our jars that are in the WAR} In an EAR that of the API is elsewhere. */
    private List<String> ours() {
        return WebDescriptor.fragments(getClass().getClassLoader())
                .flatMap(fragment -> fragment.name().stream())
                .filter(name -> name.startsWith(OURS))
                .sorted()
                .toList();
    }

    static Optional<String> problem(WebDescriptor descriptor, List<String> ours) {
        if (descriptor.metadataComplete()) {
            return Optional.of(
                    "WEB-INF/web.xml says metadata-complete=\"true\", so the container reads no annotations and PresenceHub's"
                            + " listener and enterprise bean are left out: take it away.");
        }
        List<String> missing =
                ours.stream().filter(name -> !descriptor.lets(name)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The <absolute-ordering> of WEB-INF/web.xml leaves PresenceHub out, or a part of it: add <name>"
                                + String.join("</name> and <name>", missing) + "</name>, or <others/>, to it.");
    }

    /**
     * {@return that of the application whose library this class is of}
     *
     * @param type such as {@code jar:file:/x/WEB-INF/lib/y.jar!/z.class}, or {@code vfs:/x.war/WEB-INF/lib/y.jar/z.class}
     */
    static Optional<WebDescriptor> descriptor(@Nullable URL type) {
        String place = String.valueOf(type);
        int lib = place.lastIndexOf("/WEB-INF/lib/");
        if (lib < 0) {
            return Optional.empty();
        }
        String root = place.substring(place.startsWith("jar:") ? "jar:".length() : 0, lib);
        try (InputStream stream = URI.create(root + WebDescriptor.PATH).toURL().openStream()) {
            return Optional.of(WebDescriptor.read(stream));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            TransportLog.unreadable(root + WebDescriptor.PATH, e);
            return Optional.empty();
        }
    }
}
