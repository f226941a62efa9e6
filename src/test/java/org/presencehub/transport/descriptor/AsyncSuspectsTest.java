package org.presencehub.transport.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.embedding.hosts.AsynchronousFilter;
import org.presencehub.embedding.hosts.SynchronousFilter;
import org.presencehub.embedding.hosts.UndeclaredFilter;
import org.presencehub.transport.FakeContext;

/** Which filters the log names where requests to a hub cannot wait. */
class AsyncSuspectsTest {
    private static final String SERVLET = "hub /hubs/chat";
    private static final String SAYS_SO =
            "<filter><filter-name>f</filter-name><async-supported>true</async-supported></filter>";
    private static final List<String> EVERYTHING = List.of("/*");

    private final FakeContext application = new FakeContext();

    private List<String> suspects() {
        return AsyncSuspects.of(application.context(), "/hubs/chat", SERVLET);
    }

    @Test
    void aFilterThatDoesNotSayItIsOne() {
        String annotated = SynchronousFilter.class.getName();
        application
                .withFilter(annotated, SynchronousFilter.class, EVERYTHING, List.of())
                .withFilter("f", UndeclaredFilter.class, EVERYTHING, List.of());

        assertThat(suspects())
                .containsExactly("f (" + UndeclaredFilter.class.getName() + ")", annotated + " (" + annotated + ")");
    }

    @Test
    void oneWhoseAnnotationSaysItIsNone() {
        application.withFilter(AsynchronousFilter.class.getName(), AsynchronousFilter.class, EVERYTHING, List.of());

        assertThat(suspects()).isEmpty();
    }

    @Test
    void theAnnotationIsOfTheFilterOfItsName() {
        application.withFilter("declared", AsynchronousFilter.class, EVERYTHING, List.of());

        assertThat(suspects()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "<filter><filter-name>f</filter-name><async-supported>true</async-supported></filter>, 0",
        "<filter><filter-name>f</filter-name><async-supported>false</async-supported></filter>, 1",
        "<filter><filter-name>f</filter-name></filter>, 1",
        "<filter-mapping><filter-name>f</filter-name><dispatcher>ERROR</dispatcher></filter-mapping>, 0",
        "<filter-mapping><filter-name>f</filter-name><dispatcher>REQUEST</dispatcher></filter-mapping>, 1"
    })
    void theDescriptorSaysItOrThatTheFilterIsForSomethingElse(String elements, int suspects) {
        application.describedBy(elements).withFilter("f", UndeclaredFilter.class, EVERYTHING, List.of());

        assertThat(suspects()).hasSize(suspects);
    }

    @Test
    void whatTheDescriptorSaysCountsBeforeTheAnnotation() {
        String name = AsynchronousFilter.class.getName();
        application
                .describedBy("<filter><filter-name>" + name
                        + "</filter-name><async-supported>false</async-supported></filter>")
                .withFilter(name, AsynchronousFilter.class, EVERYTHING, List.of());

        assertThat(suspects()).hasSize(1);
    }

    @Test
    void aFragmentMaySayItToo(@TempDir Path directory) throws IOException {
        Path library = directory.resolve("WEB-INF/lib/host.jar");
        Files.createDirectories(library.resolve("META-INF"));
        Files.writeString(library.resolve("META-INF/web-fragment.xml"), "<web-fragment>" + SAYS_SO + "</web-fragment>");
        application
                .withLibraries(library.toUri().toURL())
                .withFilter("f", UndeclaredFilter.class, EVERYTHING, List.of());

        assertThat(suspects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/hubs/*, 1", "/hubs/chat, 1", "/hubs/chat/negotiate, 1", "/hubs/other/*, 0", "*.jsp, 0"})
    void aFilterMustBeInFrontOfTheHub(String pattern, int suspects) {
        application.withFilter("f", UndeclaredFilter.class, List.of(pattern), List.of());

        assertThat(suspects()).hasSize(suspects);
    }

    @ParameterizedTest
    @CsvSource({"hub /hubs/chat, 1", "*, 1", "hub /hubs/other, 0"})
    void itMayBeMappedByTheNameOfTheServlet(String servlet, int suspects) {
        application.withFilter("f", UndeclaredFilter.class, List.of(), List.of(servlet));

        assertThat(suspects()).hasSize(suspects);
    }
}
