package org.presencehub.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;
import org.presencehub.protocol.HubMessage.Unknown;

/**
 * The items of one MessagePack message in their order (HubProtocol.md, MessagePack Encoding); confined to the call that reads it.
 *
 * <p>As ASP.NET Core SignalR does, it ignores what follows the items it knows, and refuses in its words.
 */
final class MessagePackRecord {
    static final int ERROR = 1;
    static final int VOID = 2;
    static final int RESULT = 3;

    private static final int MESSAGE_DEPTH = 1;
    private static final int ARGUMENTS_DEPTH = 2;

    private final MessagePackReader reader;
    private final int items;

    private MessagePackRecord(MessagePackReader reader, int items) {
        this.reader = reader;
        this.items = items;
    }

    static HubMessage read(MessagePackReader reader) throws ProtocolException {
        return new MessagePackRecord(reader, reader.arrayLength("message")).message();
    }

    private HubMessage message() throws ProtocolException {
        int type = reader.int32("messageType");
        return switch (type) {
            case MessageType.INVOCATION -> invocation();
            case MessageType.STREAM_ITEM ->
                new StreamItem(headers(), id("StreamItem"), reader.value("item", MESSAGE_DEPTH));
            case MessageType.COMPLETION -> completion();
            case MessageType.STREAM_INVOCATION ->
                new StreamInvocation(
                        headers(), id("StreamInvocation"), target("StreamInvocation"), arguments(), streamIds());
            case MessageType.CANCEL_INVOCATION -> new CancelInvocation(headers(), id("CancelInvocation"));
            case MessageType.PING -> Ping.INSTANCE;
            case MessageType.CLOSE -> new Close(reader.string("error"), items > 2 && reader.bool("allowReconnect"));
            case MessageType.ACK -> new Ack(reader.int64("sequenceId"));
            case MessageType.SEQUENCE -> new Sequence(reader.int64("sequenceId"));
            default -> new Unknown(type);
        };
    }

    private Invocation invocation() throws ProtocolException {
        Map<String, String> headers = headers();
        String id = reader.string("invocationId");
        return new Invocation(
                headers, id == null || id.isEmpty() ? null : id, target("Invocation"), arguments(), streamIds());
    }

    private Completion completion() throws ProtocolException {
        Map<String, String> headers = headers();
        String id = id("Completion");
        return switch (reader.int32("resultKind")) {
            case ERROR -> new Completion(headers, id, reader.string("error"), null);
            case VOID -> new Completion(headers, id, null, null);
            case RESULT -> new Completion(headers, id, null, reader.value("result", MESSAGE_DEPTH));
            default -> throw new ProtocolException("Invalid invocation result kind.");
        };
    }

    private Map<String, String> headers() throws ProtocolException {
        int count = reader.mapLength("headers");
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = notEmpty(reader.string("headers[" + i + "].Key"), "key in header");
            headers.put(key, notEmpty(reader.string("headers[" + i + "].Value"), "value in header"));
        }
        return headers;
    }

    private String id(String message) throws ProtocolException {
        return notEmpty(reader.string("invocationId"), "invocation ID for " + message + " message");
    }

    private String target(String message) throws ProtocolException {
        return notEmpty(reader.string("target"), "target for " + message + " message");
    }

    private Arguments arguments() throws ProtocolException {
        List<Packed> values = new ArrayList<>();
        for (int left = reader.arrayLength("arguments"); left > 0; left--) {
            values.add(reader.value("arguments", ARGUMENTS_DEPTH));
        }
        return Arguments.of(values);
    }

    /** JavaScript leaves them out if there are none. */
    private List<String> streamIds() throws ProtocolException {
        if (items < 6) {
            return List.of();
        }
        List<String> ids = new ArrayList<>();
        for (int left = reader.arrayLength("streamIds"); left > 0; left--) {
            ids.add(notEmpty(reader.string("streamIds"), "value in streamIds received"));
        }
        return ids;
    }

    private static String notEmpty(@Nullable String text, String what) throws ProtocolException {
        if (text == null || text.isEmpty()) {
            throw new ProtocolException("Null or empty " + what + ".");
        }
        return text;
    }
}
