package org.presencehub.transport.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.presencehub.embedding.hosts.SecuredServlet;
import org.presencehub.transport.FakeContext;

/** What the log says about constraints over a hub. */
class ConstraintsTest {
    private static final String LOGIN = "<auth-constraint><role-name>member</role-name></auth-constraint>";
    private static final String TLS =
            "<user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint>";

    private final FakeContext application = new FakeContext();

    private List<String> warnings() {
        return Constraints.of(application.context()).warnings("/hubs/chat");
    }

    private static String constraint(String pattern, String rest) {
        return "<security-constraint><web-resource-collection><url-pattern>" + pattern
                + "</url-pattern></web-resource-collection>" + rest + "</security-constraint>";
    }

    private static String login(String method) {
        return "<login-config><auth-method>" + method + "</auth-method></login-config>";
    }

    @Test
    void aLoginOverAHubIsNamedWithWhatItDoesAndTheCure() {
        application.describedBy(constraint("/*", LOGIN) + login("FORM"));

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("/*", "WEB-INF/web.xml", "/hubs/chat", "login page", "token", "/hubs/chat/*");
    }

    @ParameterizedTest
    @CsvSource({"FORM, login page", "BASIC, password", "MP-JWT, MP-JWT"})
    void whatItDoesDependsOnTheLogin(String method, String words) {
        application.describedBy(constraint("/hubs/*", LOGIN) + login(method));

        assertThat(warnings()).singleElement().asString().contains(words);
    }

    @Test
    void tlsIsNamedToo() {
        application.describedBy(constraint("/*", TLS));

        assertThat(warnings()).singleElement().asString().contains("TLS").doesNotContain("logged in");
    }

    @ParameterizedTest
    @CsvSource({
        "/*, 1",
        "/, 1",
        "/hubs/*, 1",
        "/hubs/chat/*, 1",
        "/hubs/chat, 1",
        "/hubs/chat/negotiate, 1",
        "/hubs/other/*, 0",
        "/hubs, 0",
        "*.jsp, 0"
    })
    void aConstraintMustLieOverAPathThatClientsUse(String pattern, int warnings) {
        application.describedBy(constraint(pattern, LOGIN));

        assertThat(warnings()).hasSize(warnings);
    }

    @Test
    void onlyTheBestPatternCounts() {
        application.describedBy(constraint("/*", LOGIN) + constraint("/hubs/chat/*", ""));

        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<http-method>PUT</http-method>, 0",
        "<http-method>PUT</http-method><http-method>DELETE</http-method>, 1",
        "<http-method-omission>PUT</http-method-omission>, 1"
    })
    void itMustBeForAMethodThatClientsUse(String methods, int warnings) {
        application.describedBy("<security-constraint><web-resource-collection><url-pattern>/*</url-pattern>" + methods
                + "</web-resource-collection>" + LOGIN + "</security-constraint>");

        assertThat(warnings()).hasSize(warnings);
    }

    @Test
    void anAnnotatedServletConstrainsItsPatternsUnlessTheDescriptorDoes() {
        application.withServlet("secured", SecuredServlet.class, "/*");

        assertThat(warnings()).singleElement().asString().contains(SecuredServlet.class.getName());
        application.describedBy(constraint("/*", ""));
        assertThat(warnings()).isEmpty();
    }
}
