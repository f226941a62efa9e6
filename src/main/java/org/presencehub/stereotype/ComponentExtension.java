package org.presencehub.stereotype;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;

/** Sees to it that CDI has all components of the library. Confined to the container's start. */
public class ComponentExtension implements Extension {
    private final BeanClasses components = new BeanClasses(
            "auth.KeyRefresher",
            "binding.JsonBinding",
            "clients.LocalRouter",
            "connection.AllConnections",
            "http.RequestDeadlines",
            "http.server.UndertowThreads",
            "hub.ConnectionsOfUsers",
            "hub.runtime.CurrentInvocation",
            "hub.runtime.HubInvoker",
            "hub.Hubs",
            "hub.RecentEnds",
            "hub.RefreshGates",
            "lifecycle.Lifecycle",
            "messaging.ClientsFactory",
            "messaging.ClientsProducer",
            "messaging.DirectedMessageSender",
            "messaging.WatcherChannel",
            "messaging.ArgumentBinder",
            "messaging.commit.AfterCommit",
            "messaging.commit.Transactions",
            "presence.events.Observers",
            "presence.PresenceLife",
            "presence.PresenceOfCaller",
            "presence.PresenceTick",
            "presence.OnlineSnapshot",
            "transport.websocket.Closings",
            "transport.http.PolledConnections",
            "transport.websocket.OpenSockets",
            "work.Clock",
            "work.ThreadPools",
            "work.Heartbeat",
            "work.lateness.Lateness",
            "work.RatedLogs",
            "identity.http.RequestAuthenticator");

    void found(@Observes @WithAnnotations(Component.class) ProcessAnnotatedType<?> event) {
        components.found(event);
    }

    void addMissing(@Observes AfterTypeDiscovery event) {
        components.addMissing(event);
    }
}
