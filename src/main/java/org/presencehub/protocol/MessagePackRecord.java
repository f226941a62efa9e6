package org.presencehub.protocol;

import java.util.ArrayList;
import java.util.List;
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
            case MessageType.STREAM_ITEM -> streamItem();
            case MessageType.COMPLETION -> completion();
            case MessageType.STREAM_INVOCATION -> streamInvocation();
            case MessageType.CANCEL_INVOCATION -> cancelInvocation();
            case MessageType.PING -> Ping.INSTANCE;
            case MessageType.CLOSE -> close();
            case MessageType.ACK -> new Ack(reader.int64("sequenceId"));
            case MessageType.SEQUENCE -> new Sequence(reader.int64("sequenceId"));
            default -> new Unknown(type);
        };
    }

    private Invocation invocation() throws ProtocolException {
        skipHeaders();
        String id = reader.string("invocationId");
        return new Invocation(id == null || id.isEmpty() ? null : id, target("Invocation"), arguments(), streamIds());
    }

    private StreamInvocation streamInvocation() throws ProtocolException {
        skipHeaders();
        return new StreamInvocation(id("StreamInvocation"), target("StreamInvocation"), arguments(), streamIds());
    }

    private StreamItem streamItem() throws ProtocolException {
        skipHeaders();
        return new StreamItem(id("StreamItem"), reader.value("item", MESSAGE_DEPTH));
    }

    private CancelInvocation cancelInvocation() throws ProtocolException {
        skipHeaders();
        return new CancelInvocation(id("CancelInvocation"));
    }

    private Completion completion() throws ProtocolException {
        skipHeaders();
        String id = id("Completion");
        return switch (reader.int32("resultKind")) {
            case ERROR -> new Completion(id, reader.text("error"), null);
            case VOID -> new Completion(id, null, null);
            case RESULT -> new Completion(id, null, reader.value("result", MESSAGE_DEPTH));
            default -> throw new ProtocolException("Invalid invocation result kind.");
        };
    }

    /** Whatever follows the type: who says goodbye in other words than ours goes all the same. */
    private Close close() {
        try {
            return new Close(reader.text("error"), items > 2 && reader.bool("allowReconnect"));
        } catch (ProtocolException e) {
            return new Close(null, false);
        }
    }

    private void skipHeaders() throws ProtocolException {
        int count = reader.mapLength("headers");
        for (int i = 0; i < count; i++) {
            notEmpty(reader.text("headers[" + i + "].Key"), "key in header");
            notEmpty(reader.text("headers[" + i + "].Value"), "value in header");
        }
    }

    private String id(String message) throws ProtocolException {
        return notEmpty(reader.string("invocationId"), "invocation ID for " + message + " message");
    }

    private String target(String message) throws ProtocolException {
        return notEmpty(reader.text("target"), "target for " + message + " message");
    }

    private Arguments arguments() throws ProtocolException {
        ValuesInPlace values = new ValuesInPlace(reader.bytes(), Packed::new);
        for (int left = reader.arrayLength("arguments"); left > 0; left--) {
            Payload value = reader.value("arguments", ARGUMENTS_DEPTH);
            if (value instanceof Packed packed) {
                values.add(packed.from, packed.to);
            } else if (value instanceof Unreadable unreadable) {
                values.add(unreadable);
            }
        }
        return values.arguments();
    }

    /** JavaScript leaves them out if there are none. */
    private List<String> streamIds() throws ProtocolException {
        if (items < 6) {
            return List.of();
        }
        int count = reader.arrayLength("streamIds");
        HubMessage.requireFewStreams(count);
        List<String> ids = new ArrayList<>();
        for (int left = count; left > 0; left--) {
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
