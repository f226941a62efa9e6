package org.presencehub.protocol;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message of the SignalR hub protocol (HubProtocol.md), free of any encoding; all kinds are immutable. */
public sealed interface HubMessage {

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
    record Invocation(
            Map<String, String> headers,
            @Nullable String invocationId,
            String target,
            Arguments arguments,
            List<String> streamIds)
            implements MethodInvocation {
        public Invocation {
            headers = copyOf(headers);
            streamIds = List.copyOf(streamIds);
        }

        @Override
        public boolean streaming() {
            return false;
        }

        public static Invocation of(String target, Arguments arguments) {
            return new Invocation(Map.of(), null, target, arguments, List.of());
        }

        /** An invocation that the peer answers with a {@link Completion} of the same id. */
        public static Invocation of(String invocationId, String target, Arguments arguments) {
            return new Invocation(Map.of(), invocationId, target, arguments, List.of());
        }
    }

    /** Calls a method that answers with a stream of {@link StreamItem}s and one {@link Completion}. */
    record StreamInvocation(
            Map<String, String> headers,
            String invocationId,
            String target,
            Arguments arguments,
            List<String> streamIds)
            implements MethodInvocation {
        public StreamInvocation {
            headers = copyOf(headers);
            streamIds = List.copyOf(streamIds);
        }

        @Override
        public boolean streaming() {
            return true;
        }
    }

    /** One item of a stream, in either direction. */
    record StreamItem(Map<String, String> headers, String invocationId, Payload item) implements Counted {
        public StreamItem {
            headers = copyOf(headers);
        }

        public static StreamItem of(String invocationId, Payload item) {
            return new StreamItem(Map.of(), invocationId, item);
        }

        /** Keeps the payload out of logs. */
        @Override
        public String toString() {
            return "StreamItem[invocationId=" + invocationId + "]";
        }
    }

    /** Ends an invocation or a stream: with an error, with a result, or, having neither, with nothing. */
    record Completion(
            Map<String, String> headers,
            String invocationId,
            @Nullable String error,
            @Nullable Payload result) implements Counted {
        public Completion {
            headers = copyOf(headers);
            if (error != null && result != null) {
                throw new IllegalArgumentException("A completion has an error or a result, not both.");
            }
        }

        public static Completion empty(String invocationId) {
            return new Completion(Map.of(), invocationId, null, null);
        }

        public static Completion failure(String invocationId, String error) {
            return new Completion(Map.of(), invocationId, error, null);
        }

        public static Completion result(String invocationId, Payload result) {
            return new Completion(Map.of(), invocationId, null, result);
        }

        /** Keeps the payload out of logs. */
        @Override
        public String toString() {
            return "Completion[invocationId=" + invocationId + ", "
                    + (error != null ? "error" : result != null ? "result" : "empty") + "]";
        }
    }

    /** Asks to end the stream of an earlier {@link StreamInvocation}. */
    record CancelInvocation(Map<String, String> headers, String invocationId) implements Counted {
        public CancelInvocation {
            headers = copyOf(headers);
        }

        public static CancelInvocation of(String invocationId) {
            return new CancelInvocation(Map.of(), invocationId);
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

    /** Not {@link Map#copyOf}, which is quadratic in names that were chosen to collide. */
    private static Map<String, String> copyOf(Map<String, String> headers) {
        return headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new HashMap<>(headers));
    }
}
