package org.presencehub.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.presencehub.DisconnectReason;
import org.presencehub.connection.inbound.ConnectionHandler;
import org.presencehub.connection.inbound.InboundMessage;

/** Writes down what a connection tells it: of a message in its turn, but at once of one that begins with an exclamation mark. Thread-safe. */
public final class RecordingHandler implements ConnectionHandler {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<InboundMessage> inHand = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<InboundMessage> working = InboundMessage::done;

    /** From now on a message stays in hand until {@link #finish()}. */
    public RecordingHandler holding() {
        working = inHand::add;
        return this;
    }

    /** From now on this decides when a message is done. */
    public RecordingHandler working(Consumer<InboundMessage> how) {
        working = how;
        return this;
    }

    /** Is done with the message in hand. */
    public void finish() {
        inHand.remove(0).done();
    }

    /** {@return what came: {@code opened}, each message as it is, {@code OVERSIZED 5/4}, {@code tick}, {@code ended GOODBYE}} */
    public List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    public void forget() {
        events.clear();
    }

    @Override
    public void opened() {
        events.add("opened");
    }

    @Override
    public void received(InboundMessage message) {
        String text =
                new String(message.bytes(), message.from(), message.to() - message.from(), StandardCharsets.ISO_8859_1);
        if (text.startsWith("!")) { // for now
            events.add(text);
        } else {
            message.inTurn(() -> {
                events.add(text);
                working.accept(message);
            });
        }
    }

    @Override
    public void refused(DisconnectReason reason, long size, long limit) {
        events.add(reason + " " + size + "/" + limit);
    }

    @Override
    public void tick(long nanos) {
        events.add("tick");
    }

    @Override
    public void ended(DisconnectReason reason) {
        events.add("ended " + reason);
    }
}
