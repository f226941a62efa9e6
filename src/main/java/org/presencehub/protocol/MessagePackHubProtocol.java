package org.presencehub.protocol;

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

/** Hub messages as MessagePack arrays, each with its length before it (HubProtocol.md, MessagePack Encoding). Immutable. */
final class MessagePackHubProtocol implements HubProtocol {
    private static final byte[] NOTHING = {};
    private static final byte[] NO_STREAMS = new MessagePackWriter().array(0).toByteArray();

    @Override
    public String name() {
        return "messagepack";
    }

    @Override
    public boolean binary() {
        return true;
    }

    @Override
    public boolean supports(int version) {
        return version <= 2; // 2 is 1 with Ack and Sequence
    }

    @Override
    public int end(byte[] bytes, int from, int searched, int to) {
        return LengthPrefix.end(bytes, from, to);
    }

    @Override
    public HubMessage parse(byte[] bytes, int from, int to) throws ProtocolException {
        return MessagePackRecord.read(new MessagePackReader(bytes, LengthPrefix.body(bytes, from, to), to));
    }

    @Override
    public byte[] encode(HubMessage message) {
        MessagePackWriter writer = new MessagePackWriter();
        if (message instanceof Invocation m) {
            writer.message(6, MessageType.INVOCATION).noHeaders().stringOrNil(m.invocationId());
            writer.string(m.target()).values(m.arguments()).strings(m.streamIds());
        } else if (message instanceof StreamItem m) {
            writer.message(4, MessageType.STREAM_ITEM).noHeaders().string(m.invocationId());
            writer.value(m.item());
        } else if (message instanceof Completion m) {
            writeCompletion(writer, m);
        } else if (message instanceof StreamInvocation m) {
            writer.message(6, MessageType.STREAM_INVOCATION).noHeaders().string(m.invocationId());
            writer.string(m.target()).values(m.arguments()).strings(m.streamIds());
        } else if (message instanceof CancelInvocation m) {
            writer.message(3, MessageType.CANCEL_INVOCATION).noHeaders().string(m.invocationId());
        } else if (message instanceof Ping) {
            writer.message(1, MessageType.PING);
        } else if (message instanceof Close m) {
            writer.message(3, MessageType.CLOSE).stringOrNil(m.error()).bool(m.allowReconnect());
        } else if (message instanceof Ack m) {
            writer.message(2, MessageType.ACK).integer(m.sequenceId());
        } else if (message instanceof Sequence m) {
            writer.message(2, MessageType.SEQUENCE).integer(m.sequenceId());
        } else {
            throw new IllegalArgumentException("Not a message to send: " + message);
        }
        return writer.framed();
    }

    @Override
    public byte[] encodeItems(List<String> texts) {
        MessagePackWriter writer = new MessagePackWriter();
        texts.forEach(writer::string);
        return writer.toByteArray();
    }

    @Override
    public byte[] itemSeparator() {
        return NOTHING;
    }

    @Override
    public Envelope encodeList(String target, int size, int length) {
        MessagePackWriter begin = new MessagePackWriter();
        begin.message(6, MessageType.INVOCATION).noHeaders().nil();
        begin.string(target).array(1).array(size);
        return new Envelope(begin.framed(Math.addExact(length, NO_STREAMS.length)), NO_STREAMS);
    }

    private static void writeCompletion(MessagePackWriter writer, Completion completion) {
        String error = completion.error();
        Payload result = completion.result();
        writer.message(error == null && result == null ? 4 : 5, MessageType.COMPLETION)
                .noHeaders()
                .string(completion.invocationId());
        if (error != null) {
            writer.integer(MessagePackRecord.ERROR).string(error);
        } else if (result != null) {
            writer.integer(MessagePackRecord.RESULT).value(result);
        } else {
            writer.integer(MessagePackRecord.VOID);
        }
    }
}
