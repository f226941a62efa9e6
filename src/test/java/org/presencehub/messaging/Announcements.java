package org.presencehub.messaging;

import org.presencehub.clients.Announcement;
import org.presencehub.clients.SerializedInvocation;
import org.presencehub.clients.TextBlock;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.Json;

/** Makes what presence tells its watchers, for tests outside this package. */
public final class Announcements {
    private Announcements() {}

    public static Announcement of(String event, String argument) {
        return Announcement.of(new SerializedInvocation(event, Arguments.of(Json.quote(argument))));
    }

    public static Announcement list(String event, TextBlock texts) {
        return Announcement.ofList(event, texts);
    }

    /** {@return the event in JSON, as text without the record separator} */
    public static String text(Announcement announcement) {
        String framed = announcement.in("json").text();
        return framed.substring(0, framed.length() - 1);
    }
}
