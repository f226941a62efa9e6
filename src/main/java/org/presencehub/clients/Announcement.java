package org.presencehub.clients;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.presencehub.connection.outbound.Batch;
import org.presencehub.connection.outbound.BroadcastLog;
import org.presencehub.connection.outbound.Pieces;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubProtocol;
import org.presencehub.protocol.HubProtocols;

/** A call for many clients, encoded once for each protocol that one of them speaks. Thread-safe. */
public final class Announcement implements BroadcastLog.Entry {
    private static final HubProtocols PROTOCOLS = HubProtocols.all();

    private final Function<HubProtocol, Batch> encoding;
    private final int size;
    private final Map<String, Batch> encoded = new ConcurrentHashMap<>(2);

    private Announcement(Function<HubProtocol, Batch> encoding, int size) {
        this.encoding = encoding;
        this.size = size;
    }

    /** {@return this call} */
    public static Announcement of(SerializedInvocation message) {
        Invocation invocation = Invocation.of(message.target(), message.arguments());
        return new Announcement(
                protocol -> Batch.counted(protocol.encode(invocation), protocol.binary()),
                message.target().length() + message.arguments().length());
    }

    /** {@return a call whose one argument is the list of these texts} Other lists may share their encodings. */
    public static Announcement ofList(String target, TextBlock texts) {
        return new Announcement(
                protocol -> encode(target, texts, protocol), Math.addExact(target.length(), texts.length()));
    }

    private static Batch encode(String target, TextBlock texts, HubProtocol protocol) {
        Pieces items = texts.in(protocol);
        HubProtocol.Envelope around = protocol.encodeList(target, texts.size(), items.length());
        return Batch.counted(Pieces.of(Pieces.of(around.begin()), items, Pieces.of(around.end())), protocol.binary());
    }

    /** {@return the call in the protocol of this name} */
    @Override
    public Batch in(String protocol) {
        return encoded.computeIfAbsent(
                protocol, name -> encoding.apply(PROTOCOLS.find(name).orElseThrow()));
    }

    @Override
    public int size() {
        return size;
    }
}
