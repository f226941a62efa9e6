package org.presencehub.transport.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which descriptors stop a deployment, and where they are found. */
class DescriptorExtensionTest {
    @TempDir
    Path application;

    private Optional<String> problem(String root) throws IOException {
        Files.createDirectories(application.resolve("WEB-INF/lib"));
        Files.writeString(application.resolve("WEB-INF/web.xml"), root);
        return DescriptorExtension.descriptor(type(jar()))
                .flatMap(descriptor ->
                        DescriptorExtension.problem(descriptor, List.of("presencehub", "presencehub_api")));
    }

    private Path jar() throws IOException {
        Path jar = application.resolve("WEB-INF/lib/library.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("x/Y.class"));
        }
        return jar;
    }

    private static URL type(Path jar) throws IOException {
        return URI.create("jar:" + jar.toUri() + "!/x/Y.class").toURL();
    }

    @Test
    void completeMetadataAndAnOrderingThatLeavesUsOutStopADeployment() throws IOException {
        assertThat(problem("<web-app metadata-complete='true'/>"))
                .get()
                .asString()
                .contains("metadata-complete=\"true\"", "take it away");
        assertThat(problem("<web-app><absolute-ordering><name>other</name></absolute-ordering></web-app>"))
                .get()
                .asString()
                .contains(
                        "<absolute-ordering>", "<name>presencehub_api</name>", "<name>presencehub</name>", "<others/>");
        assertThat(problem("<web-app><absolute-ordering><name>presencehub</name></absolute-ordering></web-app>"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "<web-app/>",
        "<web-app><absolute-ordering><others/></absolute-ordering></web-app>",
        "<web-app><absolute-ordering><name>presencehub</name><name>presencehub_api</name></absolute-ordering></web-app>"
    })
    void otherDescriptorsDoNot(String root) throws IOException {
        assertThat(problem(root)).isEmpty();
    }

    @Test
    void anApplicationMayHaveNoDescriptorAndAClassNoApplication() throws IOException {
        Files.createDirectories(application.resolve("WEB-INF/lib"));

        assertThat(DescriptorExtension.descriptor(type(jar()))).isEmpty();
        assertThat(DescriptorExtension.descriptor(
                        URI.create("file:/classes/x/Y.class").toURL()))
                .isEmpty();
        assertThat(DescriptorExtension.descriptor(null)).isEmpty();
    }

    /** Both servers would take any other name for another jar's. */
    @ParameterizedTest
    @CsvSource({"presencehub_api, api", "presencehub, library", "presencehub_hubs, hubs", "presencehub_console, console"
    })
    void eachJarHasANameOfItsOwn(String name, String jar) throws IOException {
        try (var stream = Files.newInputStream(Path.of("src/main/jars", jar, "META-INF/web-fragment.xml"))) {
            assertThat(WebDescriptor.read(stream).name()).contains(name);
        }
    }
}
