package org.presencehub.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.presencehub.config.ConfigurationTable;
import org.presencehub.embedding.hosts.BareHub;
import org.presencehub.embedding.hosts.LoginHub;
import org.presencehub.embedding.hosts.LoginServlet;
import org.presencehub.testing.TestWar;

/** Makes small applications that embed the library, each with one thing about it. Stateless. */
final class HostApplications {
    /** As the WAR of the build has them. */
    private static final Path LIBRARIES = Path.of("target", "ROOT", "WEB-INF", "lib");

    private static final List<String> OF_OTHERS = List.of("presencehub-hubs.jar", "presencehub-console.jar");

    private HostApplications() {}

    /** {@return a WAR with the library, one hub that is open to all, and these classes} */
    static WebArchive war(String name, Class<?>... classes) {
        return configured(name, "", classes);
    }

    /** {@return the same with these settings, too, in lines} */
    static WebArchive configured(String name, String settings, Class<?>... classes) {
        return closed(name, classes)
                .addAsResource(
                        new StringAsset("presencehub.open-hubs=/hubs/bare\n" + settings),
                        "META-INF/microprofile-config.properties");
    }

    /** {@return lines with every key in {@code docs/configuration.md}, also those of jars that are not there, without values} */
    static String everySetting() {
        return ConfigurationTable.keys().stream()
                .filter(key -> !key.equals("presencehub.open-hubs"))
                .map(key -> key + "=\n")
                .collect(Collectors.joining());
    }

    private static WebArchive closed(String name, Class<?>... classes) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClass(BareHub.class)
                .addClasses(classes);
        libraries().forEach(library -> war.addAsLibrary(library.toFile()));
        return war;
    }

    /** {@return the same with this in its {@code web.xml}} */
    static WebArchive described(String name, String attributes, String content, Class<?>... classes) {
        return war(name, classes)
                .setWebXML(new StringAsset("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\" "
                        + attributes + ">" + content + "</web-app>"));
    }

    /** {@return a WAR with a hub for whoever is logged in by its form, and these settings, in lines} */
    static WebArchive behindAForm(String name, String settings) {
        return configured(name, "presencehub.login.roles=customer\n" + settings, LoginHub.class, LoginServlet.class)
                .setWebXML(new StringAsset("<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                        + "<security-constraint><web-resource-collection><web-resource-name>in"
                        + "</web-resource-name><url-pattern>/sign-in</url-pattern></web-resource-collection>"
                        + "<auth-constraint><role-name>clerk</role-name><role-name>customer</role-name>"
                        + "</auth-constraint></security-constraint><login-config><auth-method>FORM</auth-method>"
                        + "<form-login-config><form-login-page>/login/page</form-login-page>"
                        + "<form-error-page>/login/wrong</form-error-page></form-login-config></login-config>"
                        + "<security-role><role-name>clerk</role-name></security-role>"
                        + "<security-role><role-name>customer</role-name></security-role></web-app>"));
    }

    /** {@return an EAR whose WAR has a hub and the settings that open it, with the API in its {@code lib/}} */
    static EnterpriseArchive settled() {
        return ear("settled", false, war("settled-web"), "presencehub-api");
    }

    /** {@return the standalone WAR in an EAR, in development mode by the WAR's own settings} */
    static EnterpriseArchive development() {
        WebArchive war = ShrinkWrap.create(ZipImporter.class, "development-web.war")
                .importFrom(TestWar.PACKAGED.toFile())
                .as(WebArchive.class)
                .addAsResource(
                        new StringAsset("presencehub.development=true"), "META-INF/microprofile-config.properties");
        return ShrinkWrap.create(EnterpriseArchive.class, "development.ear").addAsModule(war);
    }

    /** {@return an EAR with a WAR that has a hub, and these libraries of ours in its {@code lib/} instead of there} */
    static EnterpriseArchive ear(String name, boolean keepsItsOwn, String... shared) {
        return ear(name, keepsItsOwn, closed(name + "-web"), shared);
    }

    private static EnterpriseArchive ear(String name, boolean keepsItsOwn, WebArchive war, String... shared) {
        EnterpriseArchive ear = ShrinkWrap.create(EnterpriseArchive.class, name + ".ear");
        for (Path library : libraries().toList()) {
            String file = library.getFileName().toString();
            if (Stream.of(shared).anyMatch(file::startsWith)) {
                ear.addAsLibrary(library.toFile());
                if (!keepsItsOwn) {
                    war.delete("/WEB-INF/lib/" + file);
                }
            }
        }
        return ear.addAsModule(war);
    }

    /** {@return the file that it is written to} */
    static Path write(Path directory, Archive<?> archive) {
        Path file = directory.resolve(archive.getName());
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    private static Stream<Path> libraries() {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.filter(file -> !OF_OTHERS.contains(file.getFileName().toString())).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
