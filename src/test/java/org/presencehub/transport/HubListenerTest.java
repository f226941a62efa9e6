package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.presencehub.embedding.hosts.BetterServlet;
import org.presencehub.embedding.hosts.EverythingServlet;

/** Whose a hub's path is. */
class HubListenerTest {
    private final EchoRoute route = new EchoRoute();
    private final FakeContext application = new FakeContext().withServlet("hub /hub", HubServlet.class, "/hub/*");

    @ParameterizedTest
    @ValueSource(strings = {"/hub", "/hub/", "/hub/negotiate", "/hub/negotiate/*", "/hub/refresh"})
    void aServletWhosePatternFitsBetterTakesIt(String pattern) {
        application.withServlet("better", BetterServlet.class, pattern);

        assertThatThrownBy(() -> HubListener.requireOwn(application.context(), route))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("/hub", "better", pattern);
    }

    @Test
    void othersDoNot() {
        application
                .withServlet("everything", EverythingServlet.class, "/*", "/", "*.do")
                .withServlet("below", BetterServlet.class, "/hub/else/*", "/hubs/*");

        assertThatCode(() -> HubListener.requireOwn(application.context(), route))
                .doesNotThrowAnyException();
    }
}
