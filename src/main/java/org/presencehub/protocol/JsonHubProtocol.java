package org.presencehub.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.presencehub.protocol.HubMessage.Ack;
import org.presencehub.protocol.HubMessage.CancelInvocation;
import org.presencehub.protocol.HubMessage.Close;
import org.presencehub.protocol.HubMessage.Completion;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.Ping;
import org.presencehub.protocol.HubMessage.Sequence;
import org.presencehub.protocol.HubMessage.StreamInvocation;
import org.presencehub.protocol.HubMessage.StreamItem;

/** Hub messages as JSON objects, each with a record separator behind it (HubProtocol.md, JSON Encoding). Immutable. */
final class JsonHubProtocol implements HubProtocol {
    private static final Json TRUE = Json.of("true");
    private static final int USUAL_ITEM = 24; // characters, so that the text is not moved often
    private static final byte[] COMMA = {','};
    private static final byte[] END_OF_LIST = new JsonWriter().raw("]]}").separated();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean binary() {
        return false;
    }

    @Override
    public boolean supports(int version) {
        return version <= 2; // 2 is 1 with Ack and Sequence
    }

    @Override
    public int end(byte[] bytes, int from, int searched, int to) {
        return RecordSeparator.end(bytes, searched, to);
    }

    @Override
    public HubMessage parse(byte[] bytes, int from, int to) throws ProtocolException {
        try {
            return read(bytes, from, to);
        } catch (ProtocolException e) {
            JsonScanner again = new JsonScanner(bytes, from, to - 1);
            if (JsonRecord.isClose(again)) { // who says goodbye in other words than ours goes all the same
                return new Close(null, false);
            }
            throw e;
        }
    }

    private static HubMessage read(byte[] bytes, int from, int to) throws ProtocolException {
        JsonScanner scanner = new JsonScanner(bytes, from, to - 1);
        HubMessage message = JsonRecord.read(scanner);
        if (!scanner.spaced()) {
            return message;
        }
        // Rare. Payloads are relayed as they came, and a line break in one would break up a server-sent event.
        byte[] compact = new Json(bytes, from, scanner.position()).compacted();
        return JsonRecord.read(new JsonScanner(compact, 0, compact.length));
    }

    @Override
    public byte[] encode(HubMessage message) {
        JsonWriter json = new JsonWriter();
        if (message instanceof Invocation m) {
            json.type(MessageType.INVOCATION).member("invocationId", m.invocationId());
            writeCall(json, m.target(), m.arguments(), m.streamIds());
        } else if (message instanceof StreamItem m) {
            json.type(MessageType.STREAM_ITEM).member("invocationId", m.invocationId());
            json.member("item", m.item());
        } else if (message instanceof Completion m) {
            json.type(MessageType.COMPLETION).member("invocationId", m.invocationId());
            json.member("error", m.error()).member("result", m.result());
        } else if (message instanceof StreamInvocation m) {
            json.type(MessageType.STREAM_INVOCATION).member("invocationId", m.invocationId());
            writeCall(json, m.target(), m.arguments(), m.streamIds());
        } else if (message instanceof CancelInvocation m) {
            json.type(MessageType.CANCEL_INVOCATION).member("invocationId", m.invocationId());
        } else if (message instanceof Ping) {
            json.type(MessageType.PING);
        } else if (message instanceof Close m) {
            json.type(MessageType.CLOSE).member("error", m.error());
            json.member("allowReconnect", m.allowReconnect() ? TRUE : null);
        } else if (message instanceof Ack m) {
            json.type(MessageType.ACK).member("sequenceId", m.sequenceId());
        } else if (message instanceof Sequence m) {
            json.type(MessageType.SEQUENCE).member("sequenceId", m.sequenceId());
        } else {
            throw new IllegalArgumentException("Not a message to send: " + message);
        }
        return json.raw("}").separated();
    }

    @Override
    public byte[] encodeItems(List<String> texts) {
        StringBuilder items = new StringBuilder(USUAL_ITEM * texts.size());
        for (String text : texts) {
            items.append(items.isEmpty() ? "\"" : ",\"")
                    .append(JsonString.escape(text))
                    .append('"');
        }
        return items.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] itemSeparator() {
        return COMMA;
    }

    @Override
    public Envelope encodeList(String target, int size, int length) {
        JsonWriter begin = new JsonWriter().type(MessageType.INVOCATION).member("target", target);
        return new Envelope(begin.raw(",\"arguments\":[[").toByteArray(), END_OF_LIST);
    }

    private static void writeCall(JsonWriter json, String target, Arguments arguments, List<String> streamIds) {
        json.member("target", target).member("arguments", arguments);
        if (!streamIds.isEmpty()) {
            json.member(
                    "streamIds",
                    Arguments.of(streamIds.stream().map(Json::quote).toList()));
        }
    }
}
