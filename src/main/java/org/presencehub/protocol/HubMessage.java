package org.presencehub.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the SignalR hub protocol (HubProtocol.md), free of any encoding; all kinds are immutable.
 *
 * <p>Headers are not kept: nobody acts on them, and a client may send as many as its message has room for.
 */
public sealed interface HubMessage {
    /** As many streams as a call can have: a Java method has no more parameters. */
    int MOST_STREAMS = 255;

    /** What both sides number, so that it can be sent again after a transport was lost (HubProtocol.md, Stateful Reconnect). */
    sealed interface Counted extends HubMessage {}

    /** Calls a method of the peer, whatever the answer. */
    sealed interface MethodInvocation extends Counted {
        /** {@return what the answer is to be named, or null if none is wanted} */
        @Nullable
        String invocationId();

        String target();

        Arguments arguments();

        /** {@return the streams that the caller is going to send} */
        List<String> streamIds();

        /** {@return whether many items are the answer} */
        boolean streaming();
    }

    /** Calls a method of the peer; without an id no answer is wanted, not even of a failure. */
    record Invocation(@Nullable String invocationId, String target, Arguments arguments, List<String> streamIds)
            implements MethodInvocation {
        public Invocation {
            streamIds = List.copyOf(streamIds);
        }

        @Override
        public boolean streaming() {
            return false;
        }

        public static Invocation of(String target, Arguments arguments) {
            return new Invocation(null, target, arguments, List.of());
        }

        /** An invocation that the peer answers with a {@link Completion} of the same id. */
        public static Invocation of(String invocationId, String target, Arguments arguments) {
            return new Invocation(invocationId, target, arguments, List.of());
        }
    }

    /** Calls a method that answers with a stream of {@link StreamItem}s and one {@link Completion}. */
    record StreamInvocation(String invocationId, String target, Arguments arguments, List<String> streamIds)
            implements MethodInvocation {
        public StreamInvocation {
            streamIds = List.copyOf(streamIds);
        }

        @Override
        public boolean streaming() {
            return true;
        }
    }

    /** One item of a stream, in either direction. */
    record StreamItem(String invocationId, Payload item) implements Counted {
        public static StreamItem of(String invocationId, Payload item) {
            return new StreamItem(invocationId, item);
        }

        /** Keeps the payload out of logs. */
        @Override
        public String toString() {
            return "StreamItem[invocationId=" + invocationId + "]";
        }
    }

    /** Ends an invocation or a stream: with an error, with a result, or, having neither, with nothing. */
    record Completion(
            String invocationId,
            @Nullable String error,
            @Nullable Payload result) implements Counted {
        public Completion {
            if (error != null && result != null) {
                throw new IllegalArgumentException("A completion has an error or a result, not both.");
            }
        }

        public static Completion empty(String invocationId) {
            return new Completion(invocationId, null, null);
        }

        public static Completion failure(String invocationId, String error) {
            return new Completion(invocationId, error, null);
        }

        public static Completion result(String invocationId, Payload result) {
            return new Completion(invocationId, null, result);
        }

        /** Keeps the payload out of logs. */
        @Override
        public String toString() {
            return "Completion[invocationId=" + invocationId + ", "
                    + (error != null ? "error" : result != null ? "result" : "empty") + "]";
        }
    }

    /** Asks to end the stream of an earlier {@link StreamInvocation}. */
    record CancelInvocation(String invocationId) implements Counted {
        public static CancelInvocation of(String invocationId) {
            return new CancelInvocation(invocationId);
        }
    }

    /** Says that the peer is alive. */
    record Ping() implements HubMessage {
        public static final Ping INSTANCE = new Ping();
    }

    /** Ends the connection; a client told so reconnects by itself only if it may. */
    record Close(@Nullable String error, boolean allowReconnect) implements HubMessage {}

    /** Stateful reconnect: all counted messages up to this one were processed. */
    record Ack(long sequenceId) implements HubMessage {}

    /** Stateful reconnect: the number of the first counted message that follows. */
    record Sequence(long sequenceId) implements HubMessage {}

    /**
     * A message that nobody acts on and that ends nothing: one of a type still to be invented, or a stream invocation without an id,
     * whose items could have no address. Received only.
     */
    record Unknown(int type) implements HubMessage {}

    /** Refuses a call with more streams than any method takes. */
    static void requireFewStreams(int streams) throws ProtocolException {
        if (streams > MOST_STREAMS) {
            throw new ProtocolException("A call has at most " + MOST_STREAMS + " streams.");
        }
    }
}
