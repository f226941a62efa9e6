package org.presencehub.messaging;

import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage.Invocation;

/** Makes announcements for tests whose watchers look at which one they get, not at what is in it. */
public final class Announcements {
    private Announcements() {}

    public static Announcement of(String event) {
        return new Announcement(Invocation.of(event, Arguments.EMPTY));
    }
}
