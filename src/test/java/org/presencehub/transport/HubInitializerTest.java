package org.presencehub.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.server.ServerApplicationConfig;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.presencehub.embedding.hosts.BareHub;
import org.presencehub.embedding.hosts.FixedEndpoints;
import org.presencehub.embedding.hosts.FoundEndpoints;
import org.presencehub.embedding.hosts.HostEndpoint;
import org.presencehub.testing.RecordedLog;

/** Which deployments start. */
class HubInitializerTest {
    private final FakeContext application =
            new FakeContext().withAttribute(HubListener.class.getName(), List.of("/hubs/bare"));

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
        application.withAttribute(HubListener.class.getName(), "nothing yet");

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(HubListener.class.getName());
    }

    @Test
    void aHubThatCdiHasNotFoundIsNamed() {
        try (var log = RecordedLog.ofEverything("org.presencehub.transport")) {
            start(BareHub.class);
            assertThat(log.lines()).isEmpty();

            application.withAttribute(HubListener.class.getName(), List.of("/hubs/other"));
            start(BareHub.class);
            assertThat(log.lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .contains(
                                    BareHub.class.getName(),
                                    "nothing is served at /hubs/bare",
                                    "presencehub-api",
                                    "@Dependent"));
        }
    }
}
