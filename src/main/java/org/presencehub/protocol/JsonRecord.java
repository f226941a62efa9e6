package org.presencehub.protocol;

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
 * The members of one JSON message, gathered in whatever order they come (HubProtocol.md, JSON Encoding); confined to the call that
 * reads it.
 *
 * <p>Known members are checked in every type of message, as ASP.NET Core SignalR does; only a close is one whatever else it has.
 */
final class JsonRecord {
    private final JsonMembers members;

    private @Nullable Integer type;
    private @Nullable String invocationId;
    private @Nullable String target;
    private @Nullable Arguments arguments;
    private List<String> streamIds = List.of();
    private @Nullable Payload item;
    private @Nullable Payload result;
    private @Nullable String error;
    private boolean allowReconnect;
    private @Nullable Long sequenceId;

    private JsonRecord(JsonMembers members) {
        this.members = members;
    }

    /** Reads one object; text after it is ignored. */
    static HubMessage read(JsonScanner scanner) throws ProtocolException {
        JsonRecord record = new JsonRecord(new JsonMembers(scanner));
        record.readMembers();
        return record.message();
    }

    /** {@return whether it is an object whose type says goodbye} */
    static boolean isClose(JsonScanner scanner) {
        JsonMembers members = new JsonMembers(scanner);
        boolean close = false;
        try {
            members.begin();
            while (members.next()) {
                if (members.name().equals("type")) {
                    close = members.value().toString().equals(Integer.toString(MessageType.CLOSE));
                } else {
                    members.skip();
                }
            }
            return close;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private void readMembers() throws ProtocolException {
        members.begin();
        while (members.next()) {
            String name = members.name();
            switch (name) {
                case "type" -> type = members.int32(name);
                case "headers" -> members.skipHeaders(name);
                case "invocationId" -> invocationId = noneIfEmpty(members.string(name));
                case "target" -> target = members.text(name);
                case "arguments" -> arguments = firstOf(arguments, members.arguments(name));
                case "streamIds" -> streamIds = members.streamIds(name);
                case "item" -> item = members.value();
                case "result" -> result = members.value();
                case "error" -> error = members.text(name);
                case "allowReconnect" -> allowReconnect = members.bool(name);
                case "sequenceId" -> sequenceId = members.nullableInt64(name);
                default -> members.skip();
            }
        }
    }

    /** Of other duplicates the last counts, but a later array of arguments does not mend what an earlier one got wrong. */
    private static Arguments firstOf(@Nullable Arguments earlier, Arguments later) {
        return earlier != null ? earlier : later;
    }

    private static @Nullable String noneIfEmpty(String id) {
        return id.isEmpty() ? null : id;
    }

    private HubMessage message() throws ProtocolException {
        int code = required("type", type);
        return switch (code) {
            case MessageType.INVOCATION -> invocation();
            case MessageType.STREAM_ITEM -> new StreamItem(id(), required("item", item));
            case MessageType.COMPLETION -> completion();
            case MessageType.STREAM_INVOCATION -> streamInvocation();
            case MessageType.CANCEL_INVOCATION -> new CancelInvocation(id());
            case MessageType.PING -> Ping.INSTANCE;
            case MessageType.CLOSE -> new Close(error, allowReconnect);
            case MessageType.ACK -> new Ack(required("sequenceId", sequenceId));
            case MessageType.SEQUENCE -> new Sequence(required("sequenceId", sequenceId));
            default -> new Unknown(code);
        };
    }

    private Invocation invocation() throws ProtocolException {
        return new Invocation(invocationId, required("target", target), required("arguments", arguments), streamIds);
    }

    private HubMessage streamInvocation() throws ProtocolException {
        String method = required("target", target);
        if (invocationId == null && arguments != null) {
            return new Unknown(MessageType.STREAM_INVOCATION); // nowhere to send the items
        }
        return new StreamInvocation(id(), method, required("arguments", arguments), streamIds);
    }

    private Completion completion() throws ProtocolException {
        String id = id();
        if (error != null && result != null) {
            throw new ProtocolException("The 'error' and 'result' properties are mutually exclusive.");
        }
        return new Completion(id, error, result);
    }

    private String id() throws ProtocolException {
        return required("invocationId", invocationId);
    }

    private static <T> T required(String name, @Nullable T value) throws ProtocolException {
        if (value == null) {
            throw new ProtocolException("Missing required property '" + name + "'.");
        }
        return value;
    }
}
