package org.presencehub.hub;

import jakarta.json.bind.JsonbException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a hub method. Immutable; to be run once.
 *
 * @param uploads the streams that the client sends, for the method's parameters
 */
record MethodCall(HubCall call, HubMethod method, Request request, List<Upload> uploads, Reply reply)
        implements Runnable {
    @Override
    public void run() {
        @Nullable Object[] arguments;
        try {
            arguments = method.bind(request.arguments(), uploads, call.hub().binding());
        } catch (JsonbException e) {
            reply.refused(call.hub().errors().argumentTypes(request.target()));
            return;
        }
        try {
            Object result = call.hub().run(call, method.method(), arguments);
            reply.returned(result);
        } catch (Exception e) {
            reply.threw(e);
        }
    }
}
