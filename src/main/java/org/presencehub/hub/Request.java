package org.presencehub.hub;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.presencehub.protocol.Arguments;
import org.presencehub.protocol.HubMessage.Invocation;
import org.presencehub.protocol.HubMessage.StreamInvocation;

/**
 * What a client asks for. Immutable.
 *
 * @param id what the answer is to be named, or null if none is wanted
 * @param streamIds the streams that the client is going to send
 * @param streaming whether many items are the answer
 */
record Request(@Nullable String id, String target, Arguments arguments, List<String> streamIds, boolean streaming) {
    static Request of(Invocation message) {
        return new Request(message.invocationId(), message.target(), message.arguments(), message.streamIds(), false);
    }

    static Request of(StreamInvocation message) {
        return new Request(message.invocationId(), message.target(), message.arguments(), message.streamIds(), true);
    }
}
