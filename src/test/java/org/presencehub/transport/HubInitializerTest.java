package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.server.ServerApplicationConfig;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.embedding.hosts.BareHub;
import org.presencehub.embedding.hosts.FixedEndpoints;
import org.presencehub.embedding.hosts.FoundEndpoints;
import org.presencehub.embedding.hosts.HostEndpoint;
import org.presencehub.testing.RecordedLog;
import org.presencehub.transport.websocket.HubEndpoint;

/** Which deployments start. */
class HubInitializerTest {
    private final FakeContext application = new FakeContext().withAttribute(HubListener.class.getName(), true);

    private void start(Class<?>... types) {
        new HubInitializer().onStartup(Set.of(types), application.context());
        application.start();
    }

    @Test
    void aConfigurationThatLeavesTheEndpointOutStopsTheDeployment() {
        assertThatThrownBy(() -> start(FixedEndpoints.class, HostEndpoint.class, HubEndpoint.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        FixedEndpoints.class.getName(), HubEndpoint.class.getName(), "getAnnotatedEndpointClasses");
    }

    @Test
    void itIsEnoughThatOneOfSeveralKeepsIt() {
        assertThatCode(() -> start(FixedEndpoints.class, FoundEndpoints.class, HubEndpoint.class))
                .doesNotThrowAnyException();
    }

    @Test
    void whereThereIsNoneAllEndpointsArePublished() {
        assertThatCode(() -> start(HostEndpoint.class, ServerApplicationConfig.class))
                .doesNotThrowAnyException();
        assertThatCode(() -> new HubInitializer().onStartup(null, application.context()))
                .doesNotThrowAnyException();
    }

    @Test
    void aListenerThatHasNotRunStopsTheDeployment() {
        application.withAttribute(HubListener.class.getName(), false);

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(HubListener.class.getName());
    }

    @Test
    void aHubThatIsNoBeanIsNamedWithItsPathAndTheCure() {
        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            start(BareHub.class, HostEndpoint.class);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(BareHub.class.getName(), "/hubs/bare", "presencehub-api lies in lib/", "@Dependent");
        }
    }

    @Test
    void aHubThatIsServedIsNot() {
        application.withAttribute(HubListener.class.getName() + ".paths", Set.of("/hubs/bare"));

        try (RecordedLog log = RecordedLog.of("org.presencehub.transport")) {
            start(BareHub.class);

            assertThat(log.lines()).isEmpty();
        }
    }
}
