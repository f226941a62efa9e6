package org.presencehub.messaging;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.Json;

/**
 * An event whose one argument is a list of texts, each once, in the order in which they came. Confined to one thread at a time.
 *
 * <p>It is kept encoded while it only grows, as it does when thousands come and each of them is sent the list; after a removal it is
 * encoded anew when somebody asks for it.
 */
public final class TextList {
    private final String event;
    private final Set<String> texts = new LinkedHashSet<>();
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(); // without the end of the list
    private boolean stale; // somebody was removed who is still encoded
    private @Nullable Announcement latest;

    TextList(String event) {
        this.event = event;
        begin();
    }

    /** Adds a text; no effect if it is there. */
    public void add(String text) {
        if (texts.add(text)) {
            latest = null;
            if (!stale) {
                encode(text);
            }
        }
    }

    /** Removes a text; no effect if it is not there. */
    public void remove(String text) {
        if (texts.remove(text)) {
            latest = null;
            stale = true;
        }
    }

    /** {@return the event with the list as it is now} */
    public Announcement announcement() {
        if (latest == null) {
            latest = new Announcement(Invocation.of(event, Arguments.of(json())));
        }
        return latest;
    }

    private Json json() {
        if (stale) {
            begin();
            texts.forEach(this::encode);
        }
        if (texts.isEmpty()) {
            return Json.of("[]");
        }
        byte[] bytes = encoded.toByteArray();
        bytes[bytes.length - 1] = ']'; // over the last comma
        return Json.of(bytes);
    }

    private void begin() {
        encoded.reset();
        encoded.write('[');
        stale = false;
    }

    private void encode(String text) {
        encoded.writeBytes(Json.quote(text).utf8());
        encoded.write(',');
    }
}
