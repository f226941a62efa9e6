package org.presencehub.messaging;

import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.presencehub.clients.Announcement;
import org.presencehub.clients.ConnectedClients;
import org.presencehub.clients.HubRegistry;
import org.presencehub.clients.TextBlock;
import org.presencehub.clients.Watchers;
import org.presencehub.stereotype.Component;

/** Reaches those who watch presence, through the log of each hub. Thread-safe. */
@Component
final class WatcherChannel implements Watchers {
    private final HubRegistry hubs;
    private final CurrentCall call;
    private final ArgumentBinder binder;

    @Inject
    WatcherChannel(HubRegistry hubs, CurrentCall call, ArgumentBinder binder) {
        this.hubs = hubs;
        this.call = call;
        this.binder = binder;
    }

    @Override
    public Watcher caller() {
        return call.client()
                .orElseThrow(() -> new IllegalStateException("Presence takes connections only in a hub call."));
    }

    @Override
    public Announcement event(String name, String argument) {
        return Announcement.of(binder.bound(name, argument));
    }

    @Override
    public Announcement list(String name, TextBlock texts) {
        return Announcement.ofList(name, texts);
    }

    @Override
    public void append(Announcement event) {
        each(clients -> clients.append(event));
    }

    @Override
    public void publish() {
        each(ConnectedClients::publish);
    }

    private void each(Consumer<ConnectedClients> step) {
        hubs.paths().forEach(path -> step.accept(hubs.clientsAt(path)));
    }
}
