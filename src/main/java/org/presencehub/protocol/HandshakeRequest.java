package org.presencehub.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The protocol and version that a client asks for, in JSON whatever follows (HubProtocol.md, Overview). Immutable. */
public record HandshakeRequest(String protocol, int version) {

    /** Finds where the request ends, as {@link HubProtocol#end} does for messages. */
    public static int end(byte[] bytes, int from, int searched, int to) {
        return RecordSeparator.end(bytes, searched, to);
    }

    /** Reads one whole request, separator included; text after its JSON object is ignored. */
    public static HandshakeRequest parse(byte[] bytes, int from, int to) throws ProtocolException {
        JsonMembers members = new JsonMembers(new JsonScanner(bytes, from, to - 1));
        String protocol = null;
        Integer version = null;
        members.begin();
        while (members.next()) {
            String name = members.name();
            switch (name) {
                case "protocol" -> protocol = members.string(name);
                case "version" -> version = members.nullableInt32(name);
                default -> members.skip();
            }
        }
        String content = new String(bytes, from, to - 1 - from, StandardCharsets.UTF_8);
        return new HandshakeRequest(required("protocol", protocol, content), required("version", version, content));
    }

    private static <T> T required(String name, @Nullable T value, String content) throws ProtocolException {
        if (value == null) {
            String missing = "Missing required property '" + name + "'.";
            throw new ProtocolException(missing + " Message content: " + content, missing);
        }
        return value;
    }
}
