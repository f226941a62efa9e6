package org.presencehub.transport.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.transport.FakeContext;
import org.presencehub.transport.descriptor.WebDescriptor.Constraint;
import org.presencehub.transport.descriptor.WebDescriptor.Filter;
import org.presencehub.transport.descriptor.WebDescriptor.Mapping;

class WebDescriptorTest {
    private static WebDescriptor read(String text) throws IOException {
        return WebDescriptor.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static WebDescriptor reading(String elements) throws IOException {
        return read("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'>" + elements + "</web-app>");
    }

    @ParameterizedTest
    @CsvSource({
        "<web-app/>, false",
        "<web-app metadata-complete='true'/>, true",
        "<web-app metadata-complete='false'/>, false",
        "<j:web-app xmlns:j='http://xmlns.jcp.org/xml/ns/javaee' metadata-complete=' true '/>, true"
    })
    void metadataAreCompleteWhereItSaysSo(String text, boolean complete) throws IOException {
        assertThat(read(text).metadataComplete()).isEqualTo(complete);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "<absolute-ordering/>, false",
        "<absolute-ordering><name>a</name></absolute-ordering>, false",
        "<absolute-ordering><name>a</name><name> presencehub </name></absolute-ordering>, true",
        "<absolute-ordering><name>a</name><others/></absolute-ordering>, true",
        "<ordering><before><others/></before></ordering>, true"
    })
    void anAbsoluteOrderingLeavesOutWhomItDoesNotName(String elements, boolean in) throws IOException {
        assertThat(reading(elements).lets("presencehub")).isEqualTo(in);
    }

    @Test
    void filtersSayWhetherTheySupportAsynchronousRequestsAndMappingsWhetherTheyAreForRequests() throws IOException {
        WebDescriptor descriptor = reading("""
                <filter><filter-name>silent</filter-name><filter-class>x.Y</filter-class></filter>
                <filter><filter-name>yes</filter-name><async-supported>true</async-supported></filter>
                <filter><filter-name>no</filter-name><async-supported>false</async-supported></filter>
                <filter-mapping><filter-name>yes</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                <filter-mapping><filter-name>no</filter-name><url-pattern>/*</url-pattern><dispatcher>ERROR</dispatcher></filter-mapping>
                <filter-mapping><filter-name>no</filter-name><dispatcher>ERROR</dispatcher><dispatcher>REQUEST</dispatcher></filter-mapping>
                """);

        assertThat(descriptor.filters())
                .containsExactly(
                        new Filter("silent", Optional.empty()),
                        new Filter("yes", Optional.of(true)),
                        new Filter("no", Optional.of(false)));
        assertThat(descriptor.mappings())
                .containsExactly(new Mapping("yes", true), new Mapping("no", false), new Mapping("no", true));
    }

    @Test
    void eachCollectionOfAConstraintHasMethodsOfItsOwn() throws IOException {
        WebDescriptor descriptor = reading("""
                <security-constraint>
                  <web-resource-collection>
                    <url-pattern>/a/*</url-pattern><url-pattern>/b</url-pattern><http-method>PUT</http-method>
                  </web-resource-collection>
                  <web-resource-collection>
                    <url-pattern>/c</url-pattern><http-method-omission>GET</http-method-omission>
                  </web-resource-collection>
                  <auth-constraint/>
                </security-constraint>
                <security-constraint>
                  <web-resource-collection><url-pattern>/d</url-pattern></web-resource-collection>
                  <user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint>
                </security-constraint>
                <login-config><auth-method>FORM</auth-method></login-config>
                """);

        assertThat(descriptor.constraints())
                .containsExactly(
                        new Constraint(patterns("/a/*", "/b"), Set.of("PUT"), false, true, false),
                        new Constraint(patterns("/c"), Set.of("GET"), true, true, false),
                        new Constraint(patterns("/d"), Set.of(), true, false, true));
        assertThat(descriptor.constraints())
                .extracting(constraint -> constraint.covers("GET"))
                .containsExactly(false, false, true);
        assertThat(descriptor.loginMethod()).contains("FORM");
    }

    private static List<UrlPattern> patterns(String... texts) {
        return List.of(texts).stream().map(UrlPattern::new).toList();
    }

    @Test
    void anOldDescriptorsDtdIsNotFetched() throws IOException {
        assertThat(read("""
                        <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN" "http://127.0.0.1:1/web-app_2_3.dtd">
                        <web-app><filter><filter-name>old</filter-name></filter></web-app>
                        """).filters()).containsExactly(new Filter("old", Optional.empty()));
    }

    @Test
    void noOtherFileIsReadIntoADescriptor(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "FORM");

        assertThat(read("<!DOCTYPE web-app [<!ENTITY x SYSTEM '" + secret.toUri() + "'>]>"
                                + "<web-app><login-config><auth-method>&x;</auth-method></login-config></web-app>")
                        .loginMethod())
                .isEmpty();
    }

    @Test
    void whatIsNoXmlIsAnErrorOfReading() {
        assertThatThrownBy(() -> read("<web-app>")).isInstanceOf(IOException.class);
    }

    @Test
    void thereMayBeNoDescriptor() {
        assertThat(WebDescriptor.of(new FakeContext().context())).isEqualTo(WebDescriptor.empty());
    }

    @Test
    void fragmentsOfTheApplicationCountUnlessTheOrderingLeavesThemOut(@TempDir Path directory) throws IOException {
        Path own = fragment(directory.resolve("WEB-INF/lib/own.jar"), "own");
        Path servers = fragment(directory.resolve("server/krazo.jar"), "servers");
        FakeContext context = new FakeContext()
                .withLibraries(own.toUri().toURL(), servers.toUri().toURL());

        assertThat(WebDescriptor.all(context.context()))
                .extracting(WebDescriptor::name)
                .containsExactly(Optional.empty(), Optional.of("own"));
        assertThat(WebDescriptor.all(context.describedBy("<absolute-ordering/>").context()))
                .extracting(WebDescriptor::name)
                .containsExactly(Optional.empty());
    }

    private static Path fragment(Path library, String name) throws IOException {
        Path file = library.resolve("META-INF").resolve("web-fragment.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<web-fragment><name>" + name + "</name></web-fragment>");
        return library;
    }
}
