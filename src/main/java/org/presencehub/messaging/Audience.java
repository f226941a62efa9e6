package org.presencehub.messaging;

import org.jspecify.annotations.Nullable;
import org.presencehub.ClientProxy;
import org.presencehub.Delivery;

/** Some clients of a hub, as one addressee. Thread-safe. */
final class Audience implements ClientProxy {
    private final Receivers receivers;
    private final Envelopes envelopes;
    private final Dispatch dispatch;

    Audience(Receivers receivers, Envelopes envelopes, Dispatch dispatch) {
        this.receivers = receivers;
        this.envelopes = envelopes;
        this.dispatch = dispatch;
    }

    @Override
    public Delivery send(String method, @Nullable Object... arguments) {
        Announcement announcement = envelopes.announcement(method, arguments); // bound now, whenever it leaves
        return dispatch.send(() -> receivers.take(announcement));
    }
}
